"""Live checks: of what is typed, not of what is saved, and nothing is saved by them."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from articles.checks.finding import blocks
from articles.checks.spoken_of import words_in_line
from articles.models import Article
from articles.publishing.remarks import make_remark
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


def test_a_reference_that_is_not_saved_yet_is_known_by_its_key() -> None:
    article = DraftArticleFactory(body="")

    answer = ask(EditorFactory(), article, body="A claim.[^saito2013]\n", references="saito2013 <b>").json()

    messages = [finding["message"] for finding in answer["findings"]]
    assert not any("saito2013" in message or "There is no reference" in message for message in messages)
    assert not article.references.exists()


def test_a_remark_beside_the_text_leads_to_where_it_is_answered() -> None:
    editor, article = EditorFactory(), DraftArticleFactory(body="Cats knead.\n")
    remark = make_remark(article, by=editor, text="Which cats?", words="Cats knead.")

    found = [
        finding for finding in ask(editor, article, body=article.body).json()["findings"] if "url" in finding
    ]

    address = f"/admin/articles/article/{article.pk}/review/#remark-{remark.pk}"
    assert [finding["url"] for finding in found] == [address]
    page = Client()
    page.force_login(editor)
    assert f'id="remark-{remark.pk}"' in page.get(address.partition("#")[0]).content.decode()
