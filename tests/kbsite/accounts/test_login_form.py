"""One form makes a login with its roles and the name that readers see."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from articles.models import Contributor
from articles.publishing.signing import can_sign
from tests.articles.admin.pages import messages_of, text_of
from tests.factories import ContributorFactory, UserFactory, group

pytestmark = pytest.mark.django_db

ADD = "/admin/auth/user/add/"
PASSWORD = "a long new one"


@pytest.fixture
def admin_desk() -> Client:
    return desk_of(UserFactory(username="root", is_superuser=True))


def desk_of(user: User) -> Client:
    """A desk on which the password was typed a moment ago."""
    client = Client()
    client.post("/admin/login/", {"username": user.username, "password": "correct horse", "next": "/admin/"})
    return client


def filled(*roles: str, **more: str) -> dict[str, Any]:
    return {
        **{"username": "rowan", "first_name": "Rowan", "last_name": "Ash", "email": "rowan@example.org"},
        **{"password1": PASSWORD, "password2": PASSWORD},
        "groups": [group(role).pk for role in roles],
        **more,
    }


def test_one_save_makes_a_login_that_writes_under_a_name(admin_desk: Client) -> None:
    page = admin_desk.post(
        ADD, filled("author", readers_name="Rowan Ash", readers_role="Writer"), follow=True
    )

    rowan = User.objects.get(username="rowan")
    assert (rowan.get_full_name(), rowan.email, rowan.is_staff) == ("Rowan Ash", "rowan@example.org", True)
    assert [role.name for role in rowan.groups.all()] == ["author"]
    assert (rowan.contributor.name, rowan.contributor.role, rowan.contributor.slug) == (
        *("Rowan Ash", "Writer", "rowan-ash"),
    )
    assert page.redirect_chain[-1][0] == "/admin/auth/user/"
    assert "Readers see rowan as “Rowan Ash”, Writer." in messages_of(page)


def test_one_save_makes_a_vet_who_can_sign(admin_desk: Client) -> None:
    named = {"readers_name": "Rowan Ash", "readers_role": "Vet", "readers_credentials": "MRCVS"}
    admin_desk.post(ADD, filled("vet", **named))

    rowan = User.objects.get(username="rowan")
    assert can_sign(rowan)
    assert rowan.contributor.credentials == "MRCVS"


def test_a_vet_without_a_name_is_made_and_the_page_says_that_they_cannot_sign(admin_desk: Client) -> None:
    page = admin_desk.post(ADD, filled("vet"), follow=True)

    assert not can_sign(User.objects.get(username="rowan"))
    assert "rowan cannot sign yet" in " ".join(messages_of(page))


def test_the_name_of_a_contributor_without_a_login_links_the_two(admin_desk: Client) -> None:
    contributor = ContributorFactory(name="Rowan Ash", role="Writer")

    admin_desk.post(ADD, filled("author", readers_name="rowan ash"))

    contributor.refresh_from_db()
    assert contributor.user == User.objects.get(username="rowan")
    assert (contributor.name, Contributor.objects.filter(name__iexact="rowan ash").count()) == (
        "Rowan Ash",
        1,
    )


def test_a_name_that_another_login_has_is_refused_and_all_stays_in_the_form(admin_desk: Client) -> None:
    ContributorFactory(name="Rowan Ash", user=UserFactory())

    page = admin_desk.post(ADD, filled("author", readers_name="Rowan Ash", readers_role="Writer"))

    assert "Another login has this name already" in text_of(page)
    assert 'value="rowan@example.org"' in page.content.decode()
    assert not User.objects.filter(username="rowan").exists()


def test_the_form_offers_roles_as_boxes_with_a_line_each(admin_desk: Client) -> None:
    page = admin_desk.get(ADD)

    assert "Author: writes pages and hands them in for review" in text_of(page)
    assert page.content.decode().count('type="checkbox" name="groups"') == 4
    for word in ("LDAP", "algorithm", "Superuser"):
        assert word not in text_of(page)


def test_an_existing_login_gets_the_name_in_its_own_form(admin_desk: Client) -> None:
    rowan = UserFactory(username="rowan", role="author")
    path = f"/admin/auth/user/{rowan.pk}/change/"
    data = filled("author", readers_name="Rowan Ash", readers_role="Writer")
    joined = {"date_joined_0": "2026-12-01", "date_joined_1": "10:00:00"}

    admin_desk.post(path, {**data, **joined, "is_staff": "on", "is_active": "on"})

    assert Contributor.objects.get(user=rowan).name == "Rowan Ash"
    page = text_of(admin_desk.get(path))
    assert "Rowan Ash , Writer" in page
    assert "algorithm" not in page


def keeper() -> User:
    """Somebody who may manage logins, and is no superuser."""
    user = UserFactory(username="keeper", role="author")
    rights = ("view_user", "add_user", "change_user", "delete_user")
    user.user_permissions.add(*Permission.objects.filter(codename__in=rights))
    return user


def test_nobody_gives_a_role_with_rights_that_they_lack() -> None:
    desk = desk_of(keeper())

    refused = desk.post(ADD, filled("editor"))
    desk.post(ADD, filled("author"))

    assert "may do things that you may not do yourself" in text_of(refused)
    assert [role.name for role in User.objects.get(username="rowan").groups.all()] == ["author"]


def test_only_superusers_make_superusers_and_change_them() -> None:
    desk, root = desk_of(keeper()), UserFactory(username="root", is_superuser=True)
    rowan = UserFactory(username="rowan", role="author")
    joined = {"date_joined_0": "2026-12-01", "date_joined_1": "10:00:00"}
    rise = {**filled("author"), **joined, "is_staff": "on", "is_active": "on", "is_superuser": "on"}

    desk.post(f"/admin/auth/user/{rowan.pk}/change/", rise)
    answers = [
        desk.post(f"/admin/auth/user/{root.pk}/{page}/", rise) for page in ("password", "change", "delete")
    ]

    rowan.refresh_from_db()
    assert (rowan.first_name, rowan.is_superuser) == ("Rowan", False)
    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_whoever_may_not_make_contributors_is_not_asked_for_the_name() -> None:
    desk = desk_of(keeper())

    assert "Name that readers see" not in text_of(desk.get(ADD))
    desk.post(ADD, filled("author", readers_name="Rowan Ash", readers_role="Writer"))
    assert not Contributor.objects.filter(name="Rowan Ash").exists()
