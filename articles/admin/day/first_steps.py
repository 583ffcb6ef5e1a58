"""What whoever keeps the logins does first on a new site; each step is told until it is done."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse

from articles.models import Contributor
from articles.roles import Person, may

ADD_LOGIN, CHANGE_LOGIN = "auth.add_user", "auth.change_user"


@dataclass(frozen=True)
class FirstStep:
    words: str
    why: str
    verb: str
    url: str


def first_steps(person: Person) -> list[FirstStep]:
    """Two short queries; nothing for somebody who may not make logins."""
    if not isinstance(person, User) or not person.has_perms([ADD_LOGIN, CHANGE_LOGIN]):
        return []
    return list(_open_steps(person))


def _open_steps(person: User) -> Iterator[FirstStep]:
    if not User.objects.filter(is_active=True, is_staff=True).exclude(pk=person.pk).exists():
        yield FirstStep(
            "Make logins for those who write, review and sign",
            "Nobody approves words of their own, so a page needs two people; "
            "only a login that belongs to a vet signs.",
            "Make a login",
            reverse("admin:auth_user_add"),
        )
    # Where somebody writes under a name already, the operator may well write nothing.
    if may(person, "articles.add_article") and not Contributor.objects.exclude(user=None).exists():
        yield FirstStep(
            "Give yourself the name that readers see",
            "A page names its writer. Your login has no such name yet.",
            "Give the name",
            f"{reverse('admin:auth_user_change', args=[person.pk])}#id_readers_name",
        )
