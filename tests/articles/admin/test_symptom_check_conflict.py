"""Two editors on one check: the second is told, and nothing that either wrote is lost."""

import pytest
from django.test import Client

from articles.models import SymptomCheck
from articles.publishing.checks import record
from tests.articles.admin.check_form import at, opened, row_of, save
from tests.articles.admin.pages import client_of, fields_of, text_of
from tests.factories import EditorFactory, check_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def mira(db: None) -> Client:
    return client_of(EditorFactory(first_name="Mira"))


@pytest.fixture
def noor(db: None) -> Client:
    return client_of(EditorFactory(first_name="Noor"))


@pytest.fixture
def check(db: None) -> SymptomCheck:
    return record(check_rows(), by=None)


def test_the_second_save_is_refused_and_comes_back_with_all_that_was_typed(
    check: SymptomCheck, mira: Client, noor: Client
) -> None:
    data = opened(mira, check)
    save(noor, check, title="Noor’s title")
    row = row_of(data, "belly")

    page = mira.post(at(check), data | {"title": "Mira’s title", f"{row}head": "Mira’s head"})

    check.refresh_from_db()
    assert check.title == "Noor’s title"
    assert check.questions.get(key="belly").head == "Phone a vet now and set off"
    said = text_of(page)
    assert "Somebody else saved this check after you had opened it, so nothing was saved." in said
    assert "Noor saved this check" in said
    assert "Title: Noor’s title" in said
    shown = fields_of(page.context)
    assert (shown["title"], shown[f"{row}head"]) == ("Mira’s title", "Mira’s head")


def test_a_form_that_was_refused_is_refused_again_until_the_person_agrees(
    check: SymptomCheck, mira: Client, noor: Client
) -> None:
    data = opened(mira, check) | {"title": "Mira’s title"}
    save(noor, check, title="Noor’s title", summary="Noor’s summary")
    page = mira.post(at(check), data)
    again = fields_of(page.context)

    mira.post(at(check), again)
    check.refresh_from_db()
    assert check.title == "Noor’s title"

    mira.post(at(check), again | {"replace": page.context["conflict"].digest})
    check.refresh_from_db()
    assert check.title == "Mira’s title"
    assert check.versions.filter(content__title="Noor’s title").exists()


def test_who_agreed_is_asked_again_where_somebody_saved_once_more(
    check: SymptomCheck, mira: Client, noor: Client
) -> None:
    data = opened(mira, check) | {"title": "Mira’s title"}
    save(noor, check, title="Noor’s title")
    page = mira.post(at(check), data)
    save(noor, check, title="Noor’s second title")

    mira.post(at(check), data | {"replace": page.context["conflict"].digest})

    check.refresh_from_db()
    assert check.title == "Noor’s second title"


def test_a_question_that_somebody_deleted_comes_back_as_it_was_typed(
    check: SymptomCheck, mira: Client, noor: Client
) -> None:
    data = opened(mira, check)
    row = row_of(data, "belly")
    data |= {f"{row}head": "Mira’s head", f"{row}animals": ["dog", "cat"]}
    theirs = opened(noor, check)
    noor.post(at(check), theirs | {f"{row_of(theirs, 'belly')}DELETE": "on"})

    page = mira.post(at(check), data)
    shown = fields_of(page.context)
    assert shown[f"{row_of(shown, 'belly')}head"] == "Mira’s head"
    assert "Mira’s head" in page.content.decode()
    mira.post(at(check), shown | {"replace": page.context["conflict"].digest})

    question = check.questions.get(key="belly")
    assert (question.head, question.animals) == ("Mira’s head", ["dog", "cat"])
    assert check.questions.count() == 2


def test_a_question_that_somebody_added_stays(check: SymptomCheck, mira: Client, noor: Client) -> None:
    data = opened(mira, check)
    new = {"text": "Is it wet?", "key": "wet", "level": "now"}
    save(noor, check, **{f"questions-2-{name}": value for name, value in new.items()})

    page = mira.post(at(check), data)
    mira.post(at(check), fields_of(page.context) | {"replace": page.context["conflict"].digest})

    assert set(check.questions.values_list("key", flat=True)) == {"belly", "water", "wet"}


def test_a_form_that_names_no_text_is_refused(check: SymptomCheck, mira: Client) -> None:
    page = mira.post(at(check), opened(mira, check) | {"shown": "", "title": "Mira’s title"})

    check.refresh_from_db()
    assert check.title == "Being sick"
    assert "Mira’s title" in page.content.decode()
