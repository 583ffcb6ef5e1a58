"""Who may hear of what: the logins behind the roles, and who of them can be told of a text."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db.models import QuerySet

from articles import publishing
from articles.models import Article, SymptomCheck
from articles.publishing.checks import may_approve_check, who_may_approve_check
from articles.roles import APPROVE, EDIT_ANY, SIGN, logins_with, may, may_read
from kbsite.notices.models import NoticeKind, NoticeOff

Text = Article | SymptomCheck
CHECK_VIEW = "articles.view_symptomcheck"


def reachable_with(right: str) -> QuerySet[User]:
    """Return the logins with this right that have an address."""
    return logins_with(right).exclude(email="")


def who_may_approve(text: Text) -> set[int]:
    """Return those who may approve it once it is in review, as far as a letter reaches them."""
    if isinstance(text, SymptomCheck):
        return _keys(who_may_approve_check(text).exclude(email=""))
    return {person.pk for person in publishing.who_may_approve(text) if person.email}


def may_approve(text: Text, person: User) -> bool:
    """Whether the text is in review and this person may approve it."""
    if isinstance(text, SymptomCheck):
        return may_approve_check(text, person)
    return publishing.may_approve(text, person)


def approvers() -> set[int]:
    return _keys(reachable_with(APPROVE))


def editors() -> set[int]:
    return _keys(reachable_with(EDIT_ANY))


def vets() -> set[int]:
    """Return the logins that may sign and belong to a vet whom readers see."""
    return _keys(reachable_with(SIGN).filter(contributor__is_vet=True))


def _keys(people: QuerySet[User]) -> set[int]:
    return set(people.values_list("pk", flat=True))


def may_see(person: User, text: Text | None) -> bool:
    if text is None:
        return True
    return may(person, CHECK_VIEW) if isinstance(text, SymptomCheck) else may_read(person, text)


def without_those_who_want_none(people: Iterable[int], kind: NoticeKind) -> set[int]:
    wanted = set(people)
    return wanted - set(NoticeOff.objects.filter(kind=kind, user__in=wanted).values_list("user", flat=True))
