"""What lists of articles fetch of each one: its first picture, and its editions without their texts."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from articles.images.stored import StoredImage
from articles.models import ArticlePicture, Edition

# What a list shows of an edition is short.
LONG = (
    *("body", "body_html", "outline", "references", "pictures", "facts", "terms", "key_points"),
    *("standfirst", "description", "answer", "author"),
)


def in_short(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    return editions.defer(*LONG)


def with_lead_picture() -> Prefetch:
    """Fetch the first picture of each gallery, as `article.lead_pictures`."""
    first = ArticlePicture.objects.order_by("article_id", "position", "pk").distinct("article_id")
    return Prefetch("gallery", first.select_related("picture"), to_attr="lead_pictures")


def lead_of(article: Any) -> StoredImage | None:
    return article.lead_pictures[0].picture.image if article.lead_pictures else None
