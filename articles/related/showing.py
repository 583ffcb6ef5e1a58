"""The related pages that a page shows to readers, read from the stored rows with one query."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from articles.models import Article, Edition, RelatedChoice, RelatedPage
from articles.rendering.blocks.also import cards_in

KEEP_READING = 3
INTERESTED = 3


@dataclass(frozen=True)
class Related:
    """Live editions, best first: `keep_reading` at the end of a page, and `interested` beside its text."""

    keep_reading: list[Edition]
    interested: list[Edition]


def related_to(article: Article, html: str) -> Related:
    """Return the article's related pages, without those that a card in the text `html` shows."""
    shown = cards_in(html)
    editions = [edition for edition in _editions(article) if edition.get_absolute_url() not in shown]
    most = KEEP_READING + INTERESTED
    return Related(editions[:KEEP_READING], editions[KEEP_READING:most])


def _editions(article: Article) -> list[Edition]:
    """Return the live pages that editors chose, and then those that were worked out."""
    chosen = RelatedChoice.objects.filter(article=article.pk).order_by()
    near = RelatedPage.objects.filter(article=article.pk).order_by()
    this = {"other": OuterRef("article_id")}
    return list(
        Edition.objects.live()
        .filter(article__in=chosen.values("other").union(near.values("other"), all=True))
        .order_by(
            Subquery(chosen.filter(**this).values("position")).asc(nulls_last=True),
            Subquery(near.filter(**this).values("position")),
            "pk",
        )
        .without_long_texts()
    )
