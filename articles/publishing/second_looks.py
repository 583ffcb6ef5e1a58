"""What one person published alone, and a second look at it by somebody else afterwards.

`waiting()` are the editions to look at, for lists and counts; `look` is the button “Looked at”.
"""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.drafts.contributions import Way, mark_read, way_to
from articles.drafts.locking import lock_article
from articles.models import Article, Edition, SecondLook
from articles.roles import APPROVE, CHANGE, SIGN, NotAllowed, Person, editable, may, may_edit

OWN_WORDS = "These are words of yours, so somebody else looks at them."
NO_RIGHT = "Only editors, vets and the one whose draft it is look at a correction."


def note_unread(edition: Edition) -> bool:
    """List the edition for a second look if it holds words that only one person has read; whether it does."""
    # The newer edition holds what the earlier ones corrected, or readers see it no longer.
    _open(edition.article).delete()
    unread = _unread(edition)
    if unread:
        SecondLook.objects.create(edition=edition, person=_alone(unread), since=unread[-1].before)
    return bool(unread)


def stand_for(article: Article, *, by: Person, digest: str | None = None, with_own: bool = False) -> None:
    """Note that `by` has read the present text, or that with the digest, and stands for it.

    A second look waits no longer once all its words are read, wherever that was.
    """
    mark_read(article, by=by, digest=digest, with_own=with_own)
    for second_look in _open(article).select_related("edition"):
        unread = _unread(second_look.edition)
        if unread:
            second_look.person = _alone(unread)
        else:
            second_look.looked_at, second_look.looked_by_id = timezone.now(), by.pk if by else None
        second_look.save(update_fields=["person", "looked_at", "looked_by"])


def may_look(person: Person) -> bool:
    """Whether second looks are this person's business; why_not_look() asks about one of them."""
    return may(person, APPROVE, SIGN, CHANGE)


def waiting(by: Person) -> QuerySet[SecondLook]:
    """Return what waits for this person: corrections of others, in articles that they answer for."""
    looks = SecondLook.objects.filter(looked_at=None).select_related("edition__article", "person")
    if not may_look(by):
        return looks.none()
    if by is None:
        return looks
    articles = Article.objects.all() if may(by, APPROVE, SIGN) else editable(Article.objects.all(), by)
    return looks.filter(edition__article__in=articles).exclude(person=by.pk)


def why_not_look(second_look: SecondLook, person: Person) -> str:
    """Return why the person may not look at it for us; empty where they may."""
    article = second_look.edition.article
    if not (may(person, APPROVE, SIGN) or may_edit(person, article)):
        return NO_RIGHT
    unread = _unread(second_look.edition)
    return OWN_WORDS if unread and all(one.is_unread_of(person) for one in unread) else ""


@transaction.atomic
def look(second_look: SecondLook, *, by: Person) -> None:
    """Note that `by` has looked at the correction. Raises NotAllowed. A second press changes nothing."""
    article = lock_article(second_look.edition.article_id)
    if refusal := why_not_look(second_look, by):
        raise NotAllowed(refusal)
    stand_for(article, by=by, digest=second_look.edition.digest)


def _open(article: Article) -> QuerySet[SecondLook]:
    return SecondLook.objects.filter(edition__article=article, looked_at=None)


def _alone(unread: Way) -> User | None:
    """Return the only person whose words these are; None for those of several, or of a deleted login."""
    people = {one.person for one in unread}
    return people.pop() if len(people) == 1 else None


def _unread(edition: Edition) -> Way:
    return [one for one in way_to(edition.article, edition.digest) if not one.is_read]
