"""The Markdown editor's preview shows what readers will get."""

import pytest
from django.test import Client

from articles.composing.preview import markdownify
from articles.publishing import publish
from tests.articles.admin.editor import PREVIEW
from tests.articles.admin.pages import client_of
from tests.factories import (
    AuthorFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    PictureFactory,
    ReferenceFactory,
)

pytestmark = pytest.mark.django_db


def test_a_preview_is_what_readers_will_get(editor_client: Client) -> None:
    picture = PictureFactory(key="rug")
    text = (
        "## What happens\n\nIt *wags* & <b>barks</b> [^study1906].\n\n![](picture:rug)\n\n"
        "::: care soon Book a visit\nSoon.\n:::\n\n| A | B |\n|--:|---|\n| 1 | 2 |\n"
    )
    article = DraftArticleFactory(body=text, lead=picture)
    ReferenceFactory(article=article, key="study1906")

    response = editor_client.post(f"{PREVIEW}?article={article.pk}", {"content": text})

    edition = publish(article, by=None)
    assert response.status_code == 200
    assert response.content.decode().strip() == f'<div class="prose">{edition.body_html}</div>'


def test_the_packages_own_function_is_the_same_renderer() -> None:
    assert markdownify("*x*").strip() == '<div class="prose"><p><em>x</em></p>\n</div>'


def test_problems_are_shown_first_with_their_lines(editor_client: Client) -> None:
    response = editor_client.post(PREVIEW, {"content": "Text.\n\n[^nobody]\n\n<script>alert(1)</script>"})

    html = response.content.decode()
    problem = "<li>Line 3: There is no reference with the key “nobody”.</li>"
    assert problem in html
    assert html.index(problem) < html.index('<div class="prose">')
    assert "<script" not in html


def test_a_problem_that_quotes_the_text_is_escaped(editor_client: Client) -> None:
    response = editor_client.post(PREVIEW, {"content": "::: <script>alert(1)</script>\nText.\n:::"})

    assert "<script" not in response.content.decode()
    assert "&lt;script&gt;" in response.content.decode()


@pytest.mark.parametrize(
    "number", ["", "?article=", "?article=x", "?article=0", "?article=" + "9" * 40, "?article=-1"]
)
def test_without_an_article_there_are_no_references(editor_client: Client, number: str) -> None:
    ReferenceFactory(key="study1906")

    response = editor_client.post(PREVIEW + number, {"content": "[^study1906]"})

    assert response.status_code == 200
    assert "There is no reference with the key “study1906”." in response.content.decode()


def test_another_articles_references_are_not_its_own(editor_client: Client) -> None:
    ReferenceFactory(key="study1906")

    response = editor_client.post(
        f"{PREVIEW}?article={DraftArticleFactory().pk}", {"content": "[^study1906]"}
    )

    assert "There is no reference with the key “study1906”." in response.content.decode()


def test_a_draft_of_another_lends_no_references_to_who_may_not_read_it() -> None:
    article = DraftArticleFactory()
    ReferenceFactory(article=article, key="study1906", title="A secret study")
    client = client_of(AuthorFactory())

    response = client.post(f"{PREVIEW}?article={article.pk}", {"content": "Text.[^study1906]"})

    assert response.status_code == 200
    assert "A secret study" not in response.content.decode()
    assert "There is no reference with the key “study1906”." in response.content.decode()


def test_an_empty_text_has_an_empty_preview(editor_client: Client) -> None:
    response = editor_client.post(PREVIEW, {"content": ""})

    assert response.content.decode().strip() == '<div class="prose"></div>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "There is no text to show."),
        ({"text": "x"}, "There is no text to show."),
        ({"content": "x" * 200_001}, "The text is longer than 200,000 characters."),
        ({"content": "x" * 3_000_000}, "That is too much at once."),
    ],
    ids=["nothing", "another field", "too long", "longer than any form"],
)
def test_a_preview_that_cannot_be_made_is_refused(
    editor_client: Client, data: dict[str, str], message: str
) -> None:
    response = editor_client.post(PREVIEW, data)

    assert response.status_code == 400
    assert response.json() == {"error": message}


def test_a_preview_changes_nothing(editor_client: Client) -> None:
    article = LiveArticleFactory(body="Before.")

    editor_client.post(f"{PREVIEW}?article={article.pk}", {"content": "After."})

    article.refresh_from_db()
    assert article.body == "Before."
    assert article.editions.count() == 1
