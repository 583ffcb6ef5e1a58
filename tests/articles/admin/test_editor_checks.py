"""Live checks: of what is typed, not of what is saved, and nothing is saved by them."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from articles.checks.finding import blocks
from articles.checks.spoken_of import words_in_line
from articles.models import Article
from articles.rendering import MAX_CHARACTERS
from tests.factories import AuthorFactory, DraftArticleFactory, EditorFactory, VetFactory

pytestmark = pytest.mark.django_db


def ask(user: User, article: Article, **typed: str) -> Any:
    client = Client()
    client.force_login(user)
    return client.post(f"/markdownx/checks/?article={article.pk}", typed)


def test_findings_have_their_place_their_line_and_the_words_they_speak_of() -> None:
    article = DraftArticleFactory(body="## Saved\n\nWords.\n")

    answer = ask(EditorFactory(), article, body="## Typed\r\n\r\nA claim.[^nobody1900]\r\n", title="").json()

    found = {finding["message"]: finding for finding in answer["findings"]}
    wrong = found["There is no reference with the key “nobody1900”."]
    assert (wrong["blocks"], wrong["place"], wrong["line"], wrong["words"]) == (True, "body", 3, "nobody1900")
    assert wrong["where"] == "Text, line 3"
    assert found["The title is missing."]["anchor"] == "id_title"
    assert answer["words"] == 2
    assert answer["grade"] is None
    article.refresh_from_db()
    assert article.body == "## Saved\n\nWords.\n"


def test_a_draft_is_checked_only_for_those_who_may_read_it() -> None:
    draft = DraftArticleFactory(owner=EditorFactory())

    assert ask(AuthorFactory(), draft, body="x").status_code == 404
    assert ask(VetFactory(), draft, body="x").status_code == 403


def test_a_text_that_is_too_long_is_refused_before_it_is_read() -> None:
    answer = ask(EditorFactory(), DraftArticleFactory(), body="x" * (MAX_CHARACTERS + 1))

    assert answer.status_code == 400
    assert "200,000 characters" in answer.json()["error"]


@pytest.mark.django_db(transaction=True)
def test_one_text_of_a_person_is_checked_at_a_time() -> None:
    editor, other = EditorFactory(), EditorFactory()
    article = DraftArticleFactory()
    elsewhere = connection.copy()
    with elsewhere.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [f"checks {editor.pk}"])

    assert ask(editor, article, body="x").status_code == 429
    assert ask(other, article, body="x").status_code == 200
    elsewhere.close()
    assert ask(editor, article, body="x").status_code == 200


def test_words_are_underlined_only_where_they_stand() -> None:
    lines = ["It weighs 12 kg today."]
    figure = blocks("body", "A figure without a citation: 12 kg, 3 %", line=1)

    assert words_in_line(figure, lines) == "12 kg"
    assert words_in_line(blocks("body", "“::: x” is not known.", line=1), lines) == ""
    assert words_in_line(blocks("body", "“It weighs …”", line=1), lines) == "It weighs"
    assert words_in_line(blocks("body", "“It weighs”", line=9), lines) == ""
