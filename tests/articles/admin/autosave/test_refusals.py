"""The autosave refuses in JSON, and malformed requests do no harm."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, EditingSession
from tests.articles.admin.open_form import OpenForm
from tests.articles.admin.pages import address, client_of
from tests.factories import (
    AuthorFactory,
    EditorFactory,
    ModeratorFactory,
    UserFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("factory", [AuthorFactory, VetFactory, ModeratorFactory, UserFactory])
@pytest.mark.parametrize("page", ["autosave", "presence"])
def test_who_may_not_change_the_article_is_refused_in_json(
    factory: Any, page: str, form: OpenForm, article: Article
) -> None:
    stranger = client_of(factory())

    response = stranger.post(address(article, page), form.fields | {"body": "Intruded.", "sequence": 1})

    article.refresh_from_db()
    assert response.status_code == 403
    assert response.json()["error"] == "You may not change this article any more."
    assert article.body == "It wags."
    assert not EditingSession.objects.exists()


@pytest.mark.parametrize("page", ["autosave", "presence"])
def test_a_login_that_ended_is_said_in_json(page: str, form: OpenForm, article: Article) -> None:
    response = Client().post(address(article, page), form.fields | {"sequence": 1})

    assert response.status_code == 403
    assert response.json()["login"] == "ended"


def test_a_window_of_one_person_saves_nothing_under_anothers_name(
    form: OpenForm, mira: User, article: Article
) -> None:
    noor = client_of(EditorFactory(first_name="Noor"))

    response = noor.post(
        address(article, "autosave"), form.fields | {"body": "Whose?", "sequence": 1, "user": mira.pk}
    )

    article.refresh_from_db()
    assert response.status_code == 403
    assert response.json()["error"] == "This browser is now logged in as Noor."
    assert article.body == "It wags."


def test_an_article_that_was_deleted_is_said_in_json(form: OpenForm, article: Article) -> None:
    address_then = address(article, "autosave")
    article.delete()

    response = form.client.post(address_then, form.fields | {"sequence": 1})

    assert (response.status_code, response.json()) == (404, {"error": "This article was deleted."})


def test_only_a_post_is_answered(form: OpenForm, article: Article) -> None:
    assert form.client.get(address(article, "autosave")).status_code == 405


@pytest.mark.parametrize(
    "wrong",
    [
        *({"version": word} for word in ("", "x", "-1", "1.5", "²", "9" * 30)),
        *({"tab": word} for word in ("", "a/b", "x" * 37, "\0")),
        *({"sequence": word} for word in ("", "one", "0")),
    ],
)
def test_a_malformed_request_is_refused_in_words(
    wrong: dict[str, str], form: OpenForm, article: Article
) -> None:
    response = form.type(body="New.").send(**wrong)

    article.refresh_from_db()
    assert (response.status_code, response.json()) == (400, {"error": "The form was not sent whole."})
    assert article.body == "It wags."


@pytest.mark.parametrize("base", ["", "{", "[]", "null", '{"body": 5}'])
def test_marks_that_are_none_do_no_harm(base: str, form: OpenForm, article: Article) -> None:
    response = form.type(body="New.", base=base).send()

    article.refresh_from_db()
    assert response.status_code == 200
    assert article.body == "New."


def test_a_nul_is_refused_for_the_article_and_kept_without_harm(form: OpenForm, article: Article) -> None:
    answer = form.type(body="Before\0after", standfirst="Fine.").autosave()

    article.refresh_from_db()
    offer = OpenForm(form.client, article).offer
    assert (article.body, article.standfirst) == ("It wags.", "Fine.")
    assert answer["problems"] == {"body": "Text: Null characters are not allowed."}
    assert offer is not None
    assert offer["values"] == {"body": ["Before\ufffdafter"]}


def test_characters_that_are_none_are_marked(form: OpenForm, article: Article) -> None:
    form.sequence += 1
    fields = {name: value for name, value in form.fields.items() if name not in ("body", "species")}
    lines = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in (fields | {"sequence": 1}).items()
    ).encode()
    lone = b'--b\r\nContent-Disposition: form-data; name="body"\r\n\r\nOne \xed\xa0\x80 half\r\n--b--\r\n'

    response = form.client.generic(
        "POST", address(article, "autosave"), lines + lone, "multipart/form-data; boundary=b"
    )

    article.refresh_from_db()
    assert response.status_code == 200
    assert article.body == "One \ufffd\ufffd\ufffd half"


def test_a_form_of_more_than_a_megabyte_is_refused_in_words(form: OpenForm, article: Article) -> None:
    response = form.type(body="é" * 600_000).send()

    article.refresh_from_db()
    assert response.status_code == 413
    assert "more than 1 MB" in response.json()["error"]
    assert article.body == "It wags."


NUMBERS_OF_ROWS = pytest.mark.parametrize("number", ["9" * 9, "9" * 5000, "²", "many", "-1", ""])


@NUMBERS_OF_ROWS
def test_an_unknown_number_of_rows_costs_nothing(number: str, form: OpenForm) -> None:
    answer = form.type(**{"references-TOTAL_FORMS": number}).autosave()

    assert answer["kept"] == []


@NUMBERS_OF_ROWS
def test_rows_beside_a_number_that_no_form_has_do_no_harm(number: str, form: OpenForm) -> None:
    form.add_row("references", key="a2020", authors="A", title="T")

    response = form.type(**{"references-TOTAL_FORMS": number}).send()

    assert response.status_code == 200
