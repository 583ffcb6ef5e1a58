"""Two versions of an article side by side."""

from typing import Any

import pytest
from django.test import Client

from tests.articles.admin.pages import address, text_of
from tests.articles.admin.versions import saved
from tests.factories import (
    DraftArticleFactory,
    ReferenceFactory,
)

pytestmark = pytest.mark.django_db


def test_the_older_version_stands_on_the_left_whichever_way_they_were_chosen(
    editor_client: Client,
) -> None:
    article = DraftArticleFactory()
    older, newer = saved(article, answer="Old answer."), saved(article, answer="New answer.")

    straight = editor_client.get(address(article, "compare"), {"from": older.pk, "to": newer.pk})
    crossed = editor_client.get(address(article, "compare"), {"from": newer.pk, "to": older.pk})

    for response in (straight, crossed):
        assert "<del>Old</del> answer." in response.content.decode()
        assert "<ins>New</ins> answer." in response.content.decode()


def test_a_version_beside_itself_changed_nothing(editor_client: Client) -> None:
    article = DraftArticleFactory()
    version = saved(article)

    response = editor_client.get(address(article, "compare"), {"from": version.pk, "to": version.pk})

    assert "Nothing changed." in text_of(response)


def test_without_a_choice_the_list_is_shown_again(editor_client: Client) -> None:
    article = DraftArticleFactory()

    response = editor_client.get(address(article, "compare"))

    assert response.headers["Location"] == address(article, "history")


def test_words_of_editors_are_escaped_in_a_comparison(editor_client: Client) -> None:
    hostile = '"><script>alert(1)</script>'
    article = DraftArticleFactory()
    older = saved(article)
    ReferenceFactory(article=article, key="study", title=hostile)
    newer = saved(article, title=hostile, body=f"{hostile}\n\n{hostile}", answer=hostile, why=hostile)

    for page, query in (
        ("compare", {"from": older.pk, "to": newer.pk}),
        ("restore", {"version": older.pk}),
        ("history", {}),
    ):
        response = editor_client.get(address(article, page), query)
        assert b"<script>alert" not in response.content
        assert "alert(1)" in text_of(response)


@pytest.mark.parametrize("number", ["x", "-1", "0", "²", "1.5", "9" * 18, "9" * 5000, "<script>"])
@pytest.mark.parametrize(
    ("page", "name"), [("compare", "from"), ("compare", "to"), ("restore", "version"), ("history", "below")]
)
def test_a_version_that_there_is_not_answers_not_found(
    editor_client: Client, page: str, name: str, number: str
) -> None:
    article = DraftArticleFactory()
    version = saved(article)
    query: dict[str, Any] = {"from": version.pk} if name == "to" else {}

    response = editor_client.get(address(article, page), query | {name: number})

    # Below a number that belongs to no version, the list is only empty.
    ends = page == "history" and number.isdecimal() and len(number) <= 18 and number.isascii()
    assert response.status_code == (200 if ends else 404)
