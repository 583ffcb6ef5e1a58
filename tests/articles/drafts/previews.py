"""Secret addresses of drafts, and the words on the pages about them."""

import re
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse

from articles.drafts import sharing
from articles.models import Article, PreviewLink

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def page_of(article: Article, name: str = "share") -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def shared(article: Article, days: int = 7) -> tuple[PreviewLink, str]:
    """A link and its address."""
    link, token = sharing.share(article, by=None, days=days)
    return link, reverse("shared_preview", args=[token])


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def main_of(response: Any) -> str:
    found = re.search(r"<article>.*</article>", response.content.decode(), re.DOTALL)
    assert found
    return found[0]
