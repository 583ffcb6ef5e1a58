"""Versions of an article: made by a save, and as the list shows them."""

import html
import re
from typing import Any

from django.contrib.auth.models import User

from articles.drafts import editing
from articles.models import Article


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def saved(article: Article, by: User | None = None, why: str = "", **fields: Any) -> Any:
    article = fresh(article)
    for name, value in fields.items():
        setattr(article, name, value)
    return editing.record(article, by=by, why=why)


def rows_of(response: Any) -> list[str]:
    """The table's rows, each in one line of words."""
    body = response.content.decode().split("<tbody>")[1].split("</tbody>")[0]
    rows = re.findall(r"<tr>.*?</tr>", body, re.DOTALL)
    return [" ".join(html.unescape(re.sub(r"<[^>]*>", " ", row)).split()) for row in rows]
