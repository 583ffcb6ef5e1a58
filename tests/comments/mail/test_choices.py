"""Moderators turn off letters, with one press or under "Your login"; an operator does so for all."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments.mail import on_danger
from comments.mail.digest import queue_if_due
from comments.mail.links import choice_url
from comments.mail.moderators import addresses_for
from comments.models import LetterKind, LettersOff, QueuedMail
from tests.articles.admin.pages import client_of
from tests.factories import AuthorFactory, HeldCommentFactory, ModeratorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_on")]

SITE = "https://kb.example.org"
YOURS = "/admin/your-login/"


@pytest.fixture
def mo() -> User:
    return ModeratorFactory(email="mo@scratchpost.example")


def page_for(user: User, kind: LetterKind) -> str:
    return choice_url(user.pk, kind).removeprefix(SITE)


def wanted_by(user: User) -> list[str]:
    return [kind for kind in ("digest", "alert") if user.email in addresses_for(LetterKind(kind))]


def test_the_page_of_a_letter_turns_its_kind_off_and_on_again(mo: User, reader: Client) -> None:
    page = page_for(mo, LetterKind.DIGEST)
    assert "Turn these letters off?" in reader.get(page).content.decode()
    assert wanted_by(mo) == ["digest", "alert"]

    off = reader.post(page, follow=True)
    then = wanted_by(mo)
    reader.post(page, {"again": "yes"})

    assert "These letters are off" in off.content.decode()
    assert (then, wanted_by(mo)) == (["alert"], ["digest", "alert"])


def test_turning_a_kind_off_deletes_what_waits_for_that_person(mo: User) -> None:
    ModeratorFactory(email="other@scratchpost.example")
    comment = HeldCommentFactory(is_urgent=True, dangers=["ate chocolate"])
    on_danger(comment)
    queue_if_due()

    Client().post(page_for(mo, LetterKind.ALERT), {"List-Unsubscribe": "One-Click"})

    left = QueuedMail.objects.values_list("kind", "to")
    assert sorted(left) == [
        ("alert", "other@scratchpost.example"),
        ("digest", "mo@scratchpost.example"),
        ("digest", "other@scratchpost.example"),
    ]


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}])
def test_no_other_site_and_no_program_presses_the_button(headers: dict[str, str], mo: User) -> None:
    client, page = Client(headers=headers), page_for(mo, LetterKind.DIGEST)

    client.get(page)

    assert client.post(page).status_code == 403
    assert not LettersOff.objects.exists()


def test_a_forged_link_and_one_of_a_login_that_is_gone_lead_nowhere(mo: User, reader: Client) -> None:
    page = page_for(mo, LetterKind.DIGEST)
    forged = page.replace("digest", "alert")
    mo.delete()

    assert [reader.get(path).status_code for path in (page, forged)] == [404, 404]


def test_a_moderator_chooses_under_their_login(mo: User) -> None:
    client = client_of(mo)
    page = client.get(YOURS).content.decode()

    client.post(f"{YOURS}letters/", {"kind": ["alert"]})

    assert page.count('name="kind"') == page.count("checked") == 2
    assert wanted_by(mo) == ["alert"]
    assert client.get(YOURS).content.decode().count("checked") == 1


def test_whoever_gets_no_such_letters_is_offered_no_choice() -> None:
    assert "Letters about comments" not in client_of(AuthorFactory()).get(YOURS).content.decode()


def test_an_operator_turns_them_off_for_everybody(mo: User, settings: Any) -> None:
    settings.MODERATOR_LETTERS = False
    comment = HeldCommentFactory(is_urgent=True)

    on_danger(comment)

    assert queue_if_due() == 0
    assert not QueuedMail.objects.exists()
    page = client_of(mo).get(YOURS).content.decode()
    assert "turned them off for everybody" in page
    assert 'name="kind"' not in page


def test_two_logins_with_one_address_get_one_letter_as_long_as_one_of_them_wants_it(mo: User) -> None:
    second = ModeratorFactory(email="MO@scratchpost.example")
    assert addresses_for(LetterKind.DIGEST) == {"mo@scratchpost.example": mo.pk}

    LettersOff.objects.create(user=mo, kind=LetterKind.DIGEST)

    assert addresses_for(LetterKind.DIGEST) == {"mo@scratchpost.example": second.pk}
