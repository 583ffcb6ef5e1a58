"""Editors keep signs and poison lines, and see which lines to check again."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import EmergencySign, PoisonLine
from tests.factories import EmergencySignFactory, LiveArticleFactory, PoisonLineFactory

pytestmark = pytest.mark.django_db

SIGNS = reverse("admin:articles_emergencysign_changelist")
LINES = reverse("admin:articles_poisonline_changelist")


def values(**fields: object) -> dict[str, Any]:
    row = {"text": "A fit", "slug": "fit", "level": "now", "group": "collapse", "position": 1}
    return {**row, **fields}


def test_an_editor_writes_a_sign_by_ticking_its_animals(editor_client: Client) -> None:
    article = LiveArticleFactory()
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
