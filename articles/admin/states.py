"""Whether readers see an article, for the lists and pages of the admin."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from articles.models import Article, Edition


def with_states(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Each with `is_live`, `is_scheduled` and `was_published`, in the same query."""
    now = timezone.now()
    editions = Edition.objects.filter(article=OuterRef("pk"))
    return articles.annotate(
        is_live=Exists(editions.live(now)),
        is_scheduled=Exists(editions.upcoming(now)),
        was_published=Exists(editions),
    )


def state_of(article: Article) -> str:
    """In words; the article comes from `with_states`."""
    live: bool = article.is_live  # type: ignore[attr-defined]  # annotated
    scheduled: bool = article.is_scheduled  # type: ignore[attr-defined]  # annotated
    if live:
        return "Live, next edition scheduled" if scheduled else "Live"
    if scheduled:
        return "Scheduled"
    return "Withdrawn" if article.was_published else "Draft"  # type: ignore[attr-defined]  # annotated
