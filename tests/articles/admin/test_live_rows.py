"""Two editors on one row that readers see at once: neither save undoes the other's."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import DangerPhrase, EmergencySign
from tests.articles.admin.pages import client_of, fields_of, messages_of, text_of
from tests.factories import (
    CategoryFactory,
    ContributorFactory,
    DangerPhraseFactory,
    DangerWordsFactory,
    EditorFactory,
    EmergencySignFactory,
    GlossaryTermFactory,
    PictureFactory,
    PoisonLineFactory,
    SpeciesFactory,
    SynonymFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def mira(db: None) -> Client:
    return client_of(EditorFactory(first_name="Mira"))


@pytest.fixture
def noor(db: None) -> Client:
    return client_of(EditorFactory(first_name="Noor"))


def at(row: Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def opened(client: Client, row: Model) -> dict[str, Any]:
    """What a browser would send back from the form."""
    return fields_of(client.get(at(row)).context)


def test_a_field_that_only_the_other_changed_stays_as_they_saved_it(mira: Client, noor: Client) -> None:
    row = EmergencySignFactory(level="now", text="A fit", detail="", animals=["dog"], do="Note the time")
    mine, theirs = opened(mira, row), opened(noor, row)
    noor.post(at(row), theirs | {"detail": "It falls and paddles.", "animals": ["dog", "cat"]})

    page = mira.post(at(row), mine | {"do": "Note the time\r\nDim the light"}, follow=True)

    now = EmergencySign.objects.get()
    assert (now.detail, now.animals) == ("It falls and paddles.", ["dog", "cat"])
    assert now.to_do == ["Note the time", "Dim the light"]
    assert "Noor had saved “Animals” and “Detail” while your form was open; that is kept." in messages_of(
        page
    )


def test_a_field_that_both_changed_is_not_saved_before_the_second_has_read_it(
    mira: Client, noor: Client
) -> None:
    row = DangerPhraseFactory(phrases="ate ~ glow stick", source="A page")
    mine = opened(mira, row)
    noor.post(at(row), opened(noor, row) | {"phrases": "ate ~ glow stick\r\nglow goo"})
    mine |= {"phrases": "ate ~ glowstick", "source": "Another page"}

    page = mira.post(at(row), mine)

    assert DangerPhrase.objects.get().phrases == "ate ~ glow stick\nglow goo"
    assert "It now says: “ate ~ glow stick glow goo”." in text_of(page)
    again = fields_of(page.context)
    assert again["phrases"] == "ate ~ glowstick"
    mira.post(at(row), again | {"phrases": "ate ~ glowstick\r\nglow goo"})
    row.refresh_from_db()
    assert (row.phrases, row.source) == ("ate ~ glowstick\nglow goo", "Another page")


def test_a_form_that_is_refused_for_something_else_still_keeps_their_words(
    mira: Client, noor: Client
) -> None:
    row = PoisonLineFactory(hours="", cost="")
    mine = opened(mira, row)
    noor.post(at(row), opened(noor, row) | {"hours": "24 hours"})

    again = fields_of(mira.post(at(row), mine | {"number": "none"}).context)
    mira.post(at(row), again | {"number": "+44 1", "cost": "30 GBP"})

    row.refresh_from_db()
    assert (row.hours, row.cost, row.number) == ("24 hours", "30 GBP", "+44 1")


@pytest.mark.parametrize(
    ("factory", "field"),
    [
        (CategoryFactory, "description"),
        (SpeciesFactory, "description"),
        (ContributorFactory, "biography"),
        (GlossaryTermFactory, "meaning"),
        (PoisonLineFactory, "cost"),
        (DangerWordsFactory, "words"),
        (SynonymFactory, "words"),
    ],
)
def test_each_list_asks_before_it_writes_over_anothers_words(
    mira: Client, noor: Client, factory: Any, field: str
) -> None:
    row = factory()
    mine = opened(mira, row)
    noor.post(at(row), opened(noor, row) | {field: "Theirs"})
    row.refresh_from_db()
    assert getattr(row, field) == "Theirs"

    page = mira.post(at(row), mine | {field: "Mine"})

    row.refresh_from_db()
    assert getattr(row, field) == "Theirs"
    assert "changed this too while your form was open" in text_of(page)


@pytest.mark.parametrize("shown", ["", "{", "[1]", '{"text": 1}', '{"text": "x"}', "\0"])
def test_whatever_the_hidden_field_holds_nothing_is_lost_in_silence(
    mira: Client, noor: Client, shown: str
) -> None:
    row = EmergencySignFactory(level="now", text="A fit")
    mine = opened(mira, row)

    page = mira.post(at(row), mine | {"shown": shown, "text": "A fit"}, follow=True)

    assert page.status_code == 200
    assert EmergencySign.objects.get().text == "A fit"


def test_the_log_names_only_what_changed(editor: User) -> None:
    client = client_of(editor)
    row = EmergencySignFactory(level="now", do="Note the time\nDim the light")

    client.post(at(row), opened(client, row) | {"do": "Note the time\r\nDim the light", "source": "A page"})

    history = client.get(at(row).replace("change/", "history/"))
    assert "Changed Source." in text_of(history)


def test_a_save_locks_its_row_once_and_a_page_that_only_looks_does_not(mira: Client) -> None:
    picture = PictureFactory()
    sign = EmergencySignFactory()
    form = opened(mira, picture) | {"caption": "A rug"}

    with CaptureQueriesContext(connection) as asked:
        mira.post(at(sign).replace("change", "delete"))
    assert not [query for query in asked if query["sql"].endswith("FOR UPDATE")]
    with CaptureQueriesContext(connection) as asked:
        assert mira.post(at(picture), form).status_code == 302

    assert len([query for query in asked if query["sql"].endswith("FOR UPDATE")]) == 1
