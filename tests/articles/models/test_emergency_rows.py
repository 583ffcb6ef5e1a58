"""Poison lines and signs: rows from before levels and codes, and what the database refuses."""

import json
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor

from articles.models import EmergencySign, ImportRecord, PoisonLine
from tests.factories import EmergencySignFactory, PoisonLineFactory
from tests.migrating import migrate_to

pytestmark = pytest.mark.django_db

BEFORE = "0018_symptom_checks"
LINE = {
    "country": "United Kingdom",
    "name": "A line",
    "number": "+44 1234 567890",
    "hours": "Always",
    "cost": "",
    "website": "",
    "seen_on": "a page",
    "checked_on": date(2026, 11, 1),
    "position": 1,
}


def digest_of(fields: dict[str, Any]) -> str:
    return sha256(json.dumps(fields, sort_keys=True, default=str).encode()).hexdigest()


def test_rows_from_before_get_a_level_and_a_code_and_go_on_following_their_file() -> None:
    migrate_to("articles", BEFORE)
    apps = MigrationExecutor(connection).loader.project_state([("articles", BEFORE)]).apps
    old_line, old_sign = apps.get_model("articles", "PoisonLine"), apps.get_model("articles", "EmergencySign")
    old_line.objects.create(slug="as-imported", **LINE)
    old_line.objects.create(slug="edited", **(LINE | {"number": "+44 1"}))
    old_line.objects.create(slug="elsewhere", **(LINE | {"country": "Ruritania"}))
    for slug in ("as-imported", "edited"):
        ImportRecord.objects.create(key=f"poison-lines/{slug}", file_digest=digest_of(LINE))
    old_sign.objects.create(slug="fit", text="A fit")

    migrate_to("articles", "0019_emergency_page")

    sign = EmergencySign.objects.get()
    assert (sign.level, sign.animals, sign.group, sign.drive) == ("now", [], "", True)
    assert dict(PoisonLine.objects.values_list("slug", "code")) == {
        "as-imported": "GB",
        "edited": "GB",
        "elsewhere": "",
    }
    records = dict(ImportRecord.objects.values_list("key", "file_digest"))
    assert records == {
        "poison-lines/as-imported": digest_of(LINE | {"code": "GB"}),
        "poison-lines/edited": digest_of(LINE),
    }


@pytest.mark.parametrize(
    ("field", "value"), [("level", "soon"), ("group", "ears"), ("animals", ["dog", "owl"])]
)
def test_the_database_refuses_what_the_page_does_not_know(field: str, value: object) -> None:
    with pytest.raises(IntegrityError, match=f"emergency_sign_{field}"):
        EmergencySignFactory(**{field: value})


def test_lines_and_animals_are_stored_in_one_form() -> None:
    animals, do = ["cat", "dog", "cat"], " Note \t it\r\n\r\nGo "
    sign = EmergencySign(slug="fit", text="A fit", detail="Two\r\nlines", animals=animals, do=do)

    sign.full_clean()

    assert (sign.animals, sign.detail) == (["dog", "cat"], "Two lines")
    assert sign.to_do == ["Note it", "Go"]
    assert sign.not_to_do == []


SIGNED_OF_A_SIGN = {
    "level": "same-day",
    "group": "hurt",
    "animals": ["cat"],
    "text": "Other words",
    "detail": "More",
    "do": "Go",
    "dont": "Wait",
    "not_this": "A dream",
    "why": "It kills",
    "drive": False,
}


@pytest.mark.parametrize("field", SIGNED_OF_A_SIGN)
def test_a_signature_covers_all_that_a_sign_says(field: str) -> None:
    sign = EmergencySignFactory()
    before = sign.text_digest()

    setattr(sign, field, SIGNED_OF_A_SIGN[field])

    assert sign.text_digest() != before


@pytest.mark.parametrize("field", ["country", "code", "name", "number", "hours", "cost", "website"])
def test_a_signature_covers_all_that_a_line_says(field: str) -> None:
    line = PoisonLineFactory()
    before = line.text_digest()

    setattr(line, field, "XX")

    assert line.text_digest() != before


def test_a_line_that_is_checked_again_keeps_its_signature() -> None:
    line = PoisonLineFactory()
    before = line.text_digest()

    line.checked_on = date(2027, 1, 2)

    assert line.text_digest() == before
