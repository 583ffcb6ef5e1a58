"""What one person published alone, and a second look at it by somebody else afterwards.

`waiting()` are the editions to look at, for lists and counts; `look` is the button “Looked at”.
"""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.drafts.contributions import mark_read, way_to
from articles.drafts.locking import lock_article
from articles.models import Article, Edition, SecondLook
from articles.roles import APPROVE, SIGN, NotAllowed, Person, may, may_edit, readable

OWN_WORDS = "These are words of yours, so somebody else looks at them."
NO_RIGHT = "Only editors, vets and the one whose draft it is look at a correction."


def note_unread(edition: Edition) -> None:
    """List the edition for a second look if it holds words that only the person who approved it has read."""
    unread = [one for one in way_to(edition.article, edition.digest) if one.read_at is None]
    if not unread:
        return
    # The newer edition holds what the earlier ones corrected.
    _of(edition.article).filter(looked_at=None).delete()
    whose = next((one.person for one in unread if one.person is not None), None)
    SecondLook.objects.create(edition=edition, person=whose, since=unread[-1].before)


def seen_again(article: Article, *, by: Person) -> None:
    """Note that `by`, who approves a whole text, has looked at earlier corrections of others in it."""
    if by is not None:
        others = _of(article).filter(looked_at=None).exclude(person=by.pk)
        others.update(looked_at=timezone.now(), looked_by=by.pk)


def waiting(by: Person) -> QuerySet[SecondLook]:
    """Return what this person may look at: corrections of others, in articles that they may read."""
    articles = readable(Article.objects.all(), by)
    looks = SecondLook.objects.filter(looked_at=None, edition__article__in=articles)
    if by is not None:
        looks = looks.exclude(person=by.pk)
    return looks.select_related("edition__article", "person")


def why_not_look(second_look: SecondLook, person: Person) -> str:
    """Return why the person may not look at it for us; empty where they may."""
    article = second_look.edition.article
    if not (may(person, APPROVE, SIGN) or may_edit(person, article)):
        return NO_RIGHT
    own = person is not None and any(
        one.person_id == person.pk and one.read_at is None
        for one in way_to(article, second_look.edition.digest)
    )
    return OWN_WORDS if own or (person is not None and second_look.person_id == person.pk) else ""


@transaction.atomic
def look(second_look: SecondLook, *, by: Person) -> None:
    """Note that `by` has looked at the correction. Raises NotAllowed. A second press changes nothing."""
    article = lock_article(second_look.edition.article_id)
    if refusal := why_not_look(second_look, by):
        raise NotAllowed(refusal)
    mark_read(article, by=by, digest=second_look.edition.digest)
    mine = {"looked_at": timezone.now(), "looked_by": by.pk if by else None}
    SecondLook.objects.filter(pk=second_look.pk, looked_at=None).update(**mine)


def _of(article: Article) -> QuerySet[SecondLook]:
    return SecondLook.objects.filter(edition__article=article)
