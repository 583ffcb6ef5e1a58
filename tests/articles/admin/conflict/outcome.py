"""What the two editors see of their conflict, and what becomes of their references."""

from typing import Any

from articles.models import Article


def asked(page: Any) -> dict[str, Any]:
    """The questions by the part that they are about; each part of these tests has at most one."""
    return {question.name.partition("-")[0]: question for question in page.context["asked"]}


def keys(article: Article) -> list[str]:
    return list(article.references.order_by("key").values_list("key", flat=True))
