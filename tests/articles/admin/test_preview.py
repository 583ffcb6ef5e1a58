"""The preview shows the working copy as readers would get it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Edition
from articles.models.article import Kind
from articles.publishing import publish
from tests.articles.admin.pages import address, text_of
from tests.factories import (
    DraftArticleFactory,
    LiveArticleFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", Kind.values)
def test_the_preview_is_the_page_that_readers_would_get(
    editor_client: Client, client: Client, kind: str
) -> None:
    article = LiveArticleFactory(slug="wag", kind=kind, body="Before.")
    article.body, article.title = "## After\n\nIt *wags*.", "Another title"
    article.save()

    preview = editor_client.get(address(article, "preview"))

    edition = publish(article, by=None)
    published = client.get(edition.get_absolute_url())
    assert "no-store" in preview.headers["Cache-Control"]
    assert "Preview: not published" in text_of(preview)
    assert body_of(preview) == body_of(published)
    assert "Another title" in text_of(preview)
    assert "<em>wags</em>" in body_of(preview)


def body_of(response: Any) -> str:
    """From the title of the page to the end of its text."""
    html = response.content.decode()
    body: str = re.split(r'<p class="read-on">', html[html.index("<h1") :])[0]
    return (
        re.sub(r'<a href="#comments">.*?</a>|Edition \d', "", body, flags=re.DOTALL)
        .replace("\n", "")
        .replace(" ", "")
    )


def test_a_preview_publishes_and_stores_nothing(editor_client: Client) -> None:
    article = DraftArticleFactory()

    editor_client.get(address(article, "preview"))

    assert not Edition.objects.exists()


def test_a_preview_is_shown_even_of_what_cannot_be_published_yet(editor_client: Client) -> None:
    article = DraftArticleFactory(answer="", urgency="", body="[^nobody]", species=[])

    response = editor_client.get(address(article, "preview"))

    assert response.status_code == 200
    assert "[^nobody]" in text_of(response)


def test_the_frame_of_the_live_preview_opens_in_our_own_pages_only(editor_client: Client) -> None:
    response = editor_client.get(reverse("admin:articles_article_preview_frame"))

    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]
