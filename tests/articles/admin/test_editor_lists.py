"""What the editor offers while somebody types: only what that person may know, and in few questions."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.views import editor_lists
from tests.factories import (
    AuthorFactory,
    DraftArticleFactory,
    EditorFactory,
    GlossaryTermFactory,
    LiveArticleFactory,
    ReferenceFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db

LIBRARY = "/markdownx/library/"


def ask(user: User, **query: Any) -> dict[str, Any]:
    client = Client()
    client.force_login(user)
    response = client.get(LIBRARY, query)
    assert response.status_code == 200, response.content
    answer: dict[str, Any] = response.json()
    return answer


def titles(answer: dict[str, Any]) -> list[str]:
    return [article["title"] for article in answer["articles"]]


def test_only_those_who_write_are_answered(client: Client) -> None:
    assert client.get(LIBRARY).status_code == 403
    client.force_login(VetFactory())
    assert client.get(LIBRARY).status_code == 403


def test_an_author_sees_live_pages_and_their_own_drafts() -> None:
    author = AuthorFactory()
    live = LiveArticleFactory(title="Why do cats knead?")
    Article.objects.filter(pk=live.pk).update(title="A title that nobody reads yet")
    DraftArticleFactory(title="My draft", owner=author)
    DraftArticleFactory(title="Somebody's draft", owner=EditorFactory())

    answer = ask(author)

    assert titles(answer) == ["Why do cats knead?", "My draft"]
    assert [article["is_live"] for article in answer["articles"]] == [True, False]
    assert answer["is_whole"] is True


def test_references_are_those_of_an_article_that_the_person_may_read() -> None:
    author, other = AuthorFactory(), DraftArticleFactory(owner=EditorFactory())
    mine = DraftArticleFactory(owner=author)
    ReferenceFactory(article=mine, key="mine2020")
    ReferenceFactory(article=other, key="other2020")

    assert [reference["key"] for reference in ask(author, article=mine.pk)["references"]] == ["mine2020"]
    assert ask(author, article=other.pk)["references"] == []
    assert ask(author, article="x")["references"] == []


def test_a_long_library_is_searched_by_the_beginnings_of_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editor_lists, "MOST_ROWS", 2)
    for title in ("Why do dogs dig?", "Why do dogs bark?", "Why do cats purr?"):
        LiveArticleFactory(title=title)
    GlossaryTermFactory(slug="rem-sleep", name="REM sleep")
    editor = EditorFactory()

    assert ask(editor)["is_whole"] is False
    found = ask(editor, q="pur")

    assert titles(found) == ["Why do cats purr?"]
    assert ask(editor, q="rem")["terms"][0]["slug"] == "rem-sleep"


def test_more_rows_take_no_more_queries() -> None:
    editor, article = EditorFactory(), DraftArticleFactory()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            ask(editor, article=article.pk)
        return len(captured)

    few = queries()
    for number in range(5):
        LiveArticleFactory()
        DraftArticleFactory()
        GlossaryTermFactory(slug=f"term-{number}", name=f"Term {number}")
        ReferenceFactory(article=article)

    assert queries() == few
