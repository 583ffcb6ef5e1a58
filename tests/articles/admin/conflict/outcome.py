"""What the two editors see of their conflict, and what becomes of their references."""

from typing import Any

from articles.models import Article


def parts(page: Any) -> dict[str, Any]:
    return {part.name: part for part in page.context["differences"]}


def keys(article: Article) -> list[str]:
    return list(article.references.order_by("key").values_list("key", flat=True))
