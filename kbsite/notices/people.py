"""Who may hear of what: the logins behind the roles, for a text and for a kind of notice."""

from django.contrib.auth.models import User
from django.db.models import QuerySet

from articles import publishing
from articles.models import Article, SymptomCheck
from articles.publishing.checks import is_writer
from articles.roles import APPROVE, EDIT_ANY, SIGN, may, may_read
from kbsite.notices.models import NoticeKind, NoticeOff

Text = Article | SymptomCheck
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
CHECK_VIEW = "articles.view_symptomcheck"

# Without one of these rights nobody gets a letter of that kind; all others go to whoever writes.
NEEDED = {
    NoticeKind.HANDED_IN: (APPROVE, SIGN),
    NoticeKind.UNSIGNED: (SIGN,),
    NoticeKind.CORRECTED: (APPROVE,),
    NoticeKind.UNANSWERED: (EDIT_ANY,),
}
WRITES = "articles.add_article"
# A vet has signed it, and hears when it is due.
OF_VETS = (NoticeKind.REVIEW_DUE, NoticeKind.PUBLISHED)


def with_right(permission: str) -> QuerySet[User]:
    """Return the logins of the desk that have this right, superusers among them."""
    people: QuerySet[User] = User.objects.with_perm(permission, backend=MODEL_BACKEND).filter(is_staff=True)
    return people.exclude(email="")


def who_may_approve(text: Text) -> set[int]:
    """Return those who may approve it now: editors to whom its words do not belong."""
    approving = with_right(APPROVE)
    if isinstance(text, SymptomCheck):
        return set(approving.exclude(pk__in=text.writers.all()).values_list("pk", flat=True))
    may_be = {person.pk for person in publishing.who_may_approve(text)}
    return may_be & set(approving.values_list("pk", flat=True))


def is_theirs(text: Text, person: User) -> bool:
    return is_writer(text, person) if isinstance(text, SymptomCheck) else publishing.is_own(text, person)


def approvers() -> set[int]:
    return set(with_right(APPROVE).values_list("pk", flat=True))


def editors() -> set[int]:
    return set(with_right(EDIT_ANY).values_list("pk", flat=True))


def vets() -> set[int]:
    """Return the logins that may sign and belong to a vet whom readers see."""
    return set(with_right(SIGN).filter(contributor__is_vet=True).values_list("pk", flat=True))


def may_see(person: User, text: Text | None) -> bool:
    if text is None:
        return True
    return may(person, CHECK_VIEW) if isinstance(text, SymptomCheck) else may_read(person, text)


def kinds_for(person: User) -> list[NoticeKind]:
    """Return the kinds of which this person may get letters, in the order of the page."""
    return [kind for kind in NoticeKind if may(person, *_needed(kind))]


def _needed(kind: NoticeKind) -> tuple[str, ...]:
    return NEEDED.get(kind) or ((WRITES, SIGN) if kind in OF_VETS else (WRITES,))


def without_those_who_want_none(people: set[int], kind: NoticeKind) -> set[int]:
    off = NoticeOff.objects.filter(kind=kind, user__in=people).values_list("user", flat=True)
    return people - set(off)
