"""Editors choose what stands beside an article, and see what the site suggests and why."""

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article
from articles.related import choose, refresh_all
from articles.related.choosing import MOST
from tests.factories import (
    AuthorFactory,
    CategoryFactory,
    DraftArticleFactory,
    GlossaryTermFactory,
    LiveArticleFactory,
    LoneArticleFactory,
    SpeciesFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def subjects() -> dict[str, Any]:
    return {"category": CategoryFactory(), "species": [SpeciesFactory()]}


def page(article: Article) -> str:
    return reverse("admin:articles_article_related", args=[article.pk])


def words_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def rows_of(response: Any, name: str) -> list[tuple[str, str, str, str]]:
    return [(str(row.article), row.state, row.where, row.why) for row in response.context[name]]


def chosen_for(article: Article) -> list[str]:
    return [str(choice.other) for choice in article.related_choices.select_related("other")]


def test_the_form_of_an_article_leads_editors_to_the_page(editor_client: Client) -> None:
    article = LoneArticleFactory()
    author = AuthorFactory()
    own = DraftArticleFactory(owner=author)
    author_client = Client()
    author_client.force_login(author)

    assert (
        page(article).encode() in editor_client.get(f"/admin/articles/article/{article.pk}/change/").content
    )
    form = author_client.get(f"/admin/articles/article/{own.pk}/change/")
    assert page(own).encode() not in form.content


def test_the_page_says_what_was_worked_out_where_it_stands_and_why(
    editor_client: Client, subjects: dict[str, Any]
) -> None:
    GlossaryTermFactory(slug="reflex", name="Reflex")
    told = "A [reflex](term:reflex)."
    LiveArticleFactory(title="Kicking", body=f"## A\n\n{told}\n", **subjects)
    carded = LiveArticleFactory(title="Blinking", species=subjects["species"])
    text = f"## A\n\n{told}\n\n::: also {carded.slug}\n:::\n"
    article = LiveArticleFactory(title="Thumping", body=text, **subjects)

    near = rows_of(editor_client.get(page(article)), "near")

    assert near == [
        ("Blinking", "Live", "Card in the text", "one links to the other, about the same animals"),
        ("Kicking", "Live", "Keep reading", "1 shared term (Reflex), about the same animals, same category"),
    ]


def test_an_editor_finds_chooses_orders_and_takes_away_without_a_script(
    editor_client: Client, editor: User
) -> None:
    article, first = LiveArticleFactory(), LiveArticleFactory(title="Why do cats knead?")
    second = DraftArticleFactory(title="How cats purr")

    found = editor_client.get(page(article), {"q": "cat"})
    for other in (first, second):
        editor_client.post(f"{page(article)}?q=cat", {"choose": other.pk})
    assert chosen_for(article) == ["Why do cats knead?", "How cats purr"]
    editor_client.post(page(article), {"up": second.pk})
    assert chosen_for(article) == ["How cats purr", "Why do cats knead?"]
    editor_client.post(page(article), {"down": second.pk})
    assert chosen_for(article) == ["Why do cats knead?", "How cats purr"]
    gone = editor_client.post(page(article), {"remove": first.pk}, follow=True)

    assert {row[0] for row in rows_of(found, "found")} == {"Why do cats knead?", "How cats purr"}
    assert rows_of(gone, "chosen") == [("How cats purr", "Never published", "", "")]
    said = [entry.get_change_message() for entry in LogEntry.objects.filter(user=editor)]
    assert said[0] == "“Why do cats knead?” was taken from the chosen related pages."
    assert len(said) == 5


def test_readers_see_a_choice_at_once(editor_client: Client, client: Client) -> None:
    article, other = LiveArticleFactory(), LiveArticleFactory(title="Something else")

    editor_client.post(page(article), {"choose": other.pk})

    assert "Something else" in words_of(client.get(article.get_absolute_url())).partition("Keep reading")[2]


def test_what_was_searched_for_stays_in_the_form_after_a_choice(editor_client: Client) -> None:
    article, other = LiveArticleFactory(), LiveArticleFactory(title="Why do cats knead?")

    after = editor_client.post(f"{page(article)}?q=cats", {"choose": other.pk}, follow=True)

    assert after.context["typed"] == "cats"
    assert "“Why do cats knead?” was added to the chosen related pages." in words_of(after)


def test_one_too_many_is_refused_in_words(editor_client: Client) -> None:
    article = LoneArticleFactory()
    for _ in range(MOST):
        choose(article, DraftArticleFactory(), by=None)

    answer = editor_client.post(page(article), {"choose": DraftArticleFactory().pk}, follow=True)

    assert f"At most {MOST} pages are chosen: take one away first." in words_of(answer)
    assert article.related_choices.count() == MOST
    assert 'name="choose"' not in answer.content.decode()


def test_neither_the_article_nor_what_is_chosen_is_offered(editor_client: Client) -> None:
    article, chosen = LiveArticleFactory(title="Cats one"), LiveArticleFactory(title="Cats two")
    choose(article, chosen, by=None)

    found = editor_client.get(page(article), {"q": "cats"})

    assert rows_of(found, "found") == []
    assert "No other page has these words" in words_of(found)


@pytest.mark.parametrize(
    "data",
    [
        *({}, {"choose": ""}, {"choose": "x"}, {"choose": "9" * 40}, {"choose": "0"}, {"choose": "1\0"}),
        *({"remove": "²"}, {"up": "-1"}, {"delete": "1"}),
    ],
)
def test_a_form_that_nobody_was_given_is_not_found(editor_client: Client, data: dict[str, str]) -> None:
    assert editor_client.post(page(LoneArticleFactory()), data).status_code == 404


@pytest.mark.parametrize("typed", ["\0", "x" * 10_000, "'; --", "🐈" * 200, ":* & !", "<b>"])
def test_whatever_is_typed_gets_a_page(editor_client: Client, typed: str) -> None:
    assert editor_client.get(page(LoneArticleFactory()), {"q": typed}).status_code == 200


def test_the_page_asks_as_often_for_two_rows_as_for_twelve(
    editor_client: Client, subjects: dict[str, Any]
) -> None:
    article = LiveArticleFactory(**subjects)
    LiveArticleFactory.create_batch(2, **subjects)
    with CaptureQueriesContext(connection) as few:
        editor_client.get(page(article))
    LiveArticleFactory.create_batch(10, **subjects)
    for _ in range(3):
        choose(article, DraftArticleFactory(**subjects), by=None)
    refresh_all()

    with CaptureQueriesContext(connection) as many:
        answer = editor_client.get(page(article))

    assert len(answer.context["near"]) == 12
    assert len(many) <= len(few)
