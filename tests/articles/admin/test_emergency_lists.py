"""Editors keep signs and poison lines, and see which lines to check again."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import EmergencySign, PoisonLine
from tests.articles.admin.pages import fields_of, text_of
from tests.factories import EmergencySignFactory, LiveArticleFactory, PoisonLineFactory, check_rows

pytestmark = pytest.mark.django_db

SIGNS = reverse("admin:articles_emergencysign_changelist")
LINES = reverse("admin:articles_poisonline_changelist")


def values(**fields: object) -> dict[str, Any]:
    row = {"text": "A fit", "slug": "fit", "level": "now", "group": "collapse", "position": 1}
    return {**row, **fields}


def test_an_editor_writes_a_sign_by_ticking_its_animals(editor_client: Client) -> None:
    article = LiveArticleFactory()
    check_rows("fit")
    editor_client.post(
        f"{SIGNS}add/",
        values(
            animals=["cat", "dog"],
            do="Note the time\r\n\r\n Dim the light \r\n",
            page=article.pk,
            check_slug="fit",
        ),
    )

    sign = EmergencySign.objects.get()
    assert (sign.animals, sign.to_do) == (["dog", "cat"], ["Note the time", "Dim the light"])
    assert (sign.page, sign.check_slug, sign.drive) == (article, "fit", False)
    form = editor_client.get(f"{SIGNS}{sign.pk}/change/").content.decode()
    assert form.count('type="checkbox" name="animals"') == 6
    assert re.findall(r'name="animals" value="(.*?)"[^>]* checked', form) == ["dog", "cat"]
    assert f'href="/emergency/#{sign.slug}"' in form


def test_an_animal_that_nobody_knows_is_refused(editor_client: Client) -> None:
    page = editor_client.post(f"{SIGNS}add/", values(animals=["owl"])).content.decode()

    assert "owl is not one of the available choices" in page
    assert not EmergencySign.objects.exists()


def rows_in(client: Client, address: str) -> list[str]:
    return [str(row) for row in client.get(address).context["cl"].result_list]


def test_the_list_finds_an_animals_signs_with_those_for_all(editor_client: Client) -> None:
    for text, animals in {"all": [], "dogs": ["dog"], "pets": ["dog", "cat"], "birds": ["bird"]}.items():
        EmergencySignFactory(text=text, animals=animals)

    assert rows_in(editor_client, f"{SIGNS}?animal=dog") == ["all", "dogs", "pets"]
    assert rows_in(editor_client, f"{SIGNS}?animal=owl") == ["all"]
    assert "Dog, Cat" in editor_client.get(SIGNS).content.decode()


def test_a_line_that_nobody_checked_for_long_is_found_and_checked_at_once(
    editor_client: Client, settings: Any
) -> None:
    settings.CHECK_LINES_AFTER_DAYS = 10
    today = timezone.localdate()
    old = PoisonLineFactory(name="old", checked_on=today - timedelta(days=11))
    PoisonLineFactory(name="new", checked_on=today - timedelta(days=10))
    overdue = f"{LINES}?check=overdue"
    assert rows_in(editor_client, overdue) == ["old (United Kingdom)"]

    page = editor_client.post(
        overdue, {"action": "checked_today", "_selected_action": [old.pk]}, follow=True
    ).content.decode()

    assert "1 row checked today." in page
    assert PoisonLine.objects.get(name="old").checked_on == today
    assert rows_in(editor_client, overdue) == []


def test_a_country_is_two_capital_letters(editor_client: Client) -> None:
    line = PoisonLineFactory()
    form = {
        **{
            name: getattr(line, name) for name in ("slug", "country", "name", "number", "seen_on", "position")
        },
        "checked_on": "2026-11-01",
        "code": "gb",
    }

    page = editor_client.post(f"{LINES}{line.pk}/change/", form).content.decode()

    assert "Two capital letters, such as GB." in page


@pytest.mark.parametrize("field", ["do", "dont", "not_this", "why"])
def test_first_aid_that_no_reader_would_see_is_refused(editor_client: Client, field: str) -> None:
    animals = ["dog"]

    page = editor_client.post(f"{SIGNS}add/", values(level="same-day", animals=animals, **{field: "Wait"}))

    assert "Readers see first aid only for signs at the level “now”" in text_of(page)
    assert "Wait" in page.content.decode()
    assert not EmergencySign.objects.exists()


@pytest.mark.parametrize("words", ["Give 5 mg of this", "two pills: 2 tablets", "10ml of salt water"])
def test_a_sign_gives_no_dose(editor_client: Client, words: str) -> None:
    page = editor_client.post(f"{SIGNS}add/", values(why=words))

    assert "Owners are given no doses." in text_of(page)
    assert not EmergencySign.objects.exists()


def test_addresses_of_a_line_are_shown_without_their_https(editor_client: Client) -> None:
    line = PoisonLineFactory()
    form = editor_client.get(f"{LINES}{line.pk}/change/").context

    sent = fields_of(form) | {"website": " https://viz.at/x/ ", "seen_on": "https://viz.at/contact"}
    editor_client.post(f"{LINES}{line.pk}/change/", sent)

    line.refresh_from_db()
    assert (line.website, line.seen_on) == ("viz.at/x", "viz.at/contact")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("website", "see web", "A website looks like example.org"),
        ("website", "javascript:alert(1)", "A website looks like example.org"),
        ("checked_on", "2999-05-01", "This day is still to come."),
    ],
)
def test_a_line_with_a_dead_link_or_a_day_to_come_is_refused(
    editor_client: Client, field: str, value: str, message: str
) -> None:
    line = PoisonLineFactory(website="")
    form = editor_client.get(f"{LINES}{line.pk}/change/").context

    page = editor_client.post(f"{LINES}{line.pk}/change/", fields_of(form) | {field: value})

    assert message in text_of(page)
    line.refresh_from_db()
    assert (line.website, line.checked_on) == ("", date(2026, 1, 2))


def test_a_sign_is_linked_to_a_check_that_is_chosen_from_a_list(editor_client: Client) -> None:
    check_rows("breathing", title="Trouble breathing")
    row = EmergencySignFactory(check_slug="gone")

    form = editor_client.get(f"{SIGNS}{row.pk}/change/").content.decode()
    refused = editor_client.post(f"{SIGNS}add/", values(check_slug="no-such-check"))

    assert '<option value="breathing">Trouble breathing</option>' in form
    assert '<option value="gone" selected>gone, which is not here</option>' in form
    assert "no-such-check is not one of the available choices" in text_of(refused)
