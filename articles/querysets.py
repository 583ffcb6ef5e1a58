"""Who may see what: every public view starts from `Edition.objects.live()`."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from articles.models import Article, Category, Edition, Species  # noqa: F401


class EditionQuerySet(models.QuerySet["Edition"]):
    def live(self, now: datetime | None = None) -> Self:
        """What readers may see at `now`; nothing has to run for a scheduled edition to appear."""
        now = now or timezone.now()
        return self.filter(live_from__lte=now).filter(Q(live_until__isnull=True) | Q(live_until__gt=now))

    def upcoming(self, now: datetime | None = None) -> Self:
        """Scheduled and not yet seen. A span of no length was called off."""
        now = now or timezone.now()
        return self.filter(live_from__gt=now).exclude(live_until=models.F("live_from"))

    def seen(self, now: datetime | None = None) -> Self:
        """What readers have seen, or see, at `now`. A span of no length was called off before its time."""
        now = now or timezone.now()
        return self.filter(live_from__lte=now).exclude(live_until=models.F("live_from"))

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def in_category(self, category: "Category") -> Self:
        return self.filter(category=category)

    def about(self, species: "Species") -> Self:
        return self.filter(species=species)

    def for_lists(self) -> Self:
        """With what a card shows: two queries for any number of rows."""
        return self.without_long_texts().select_related("category").prefetch_related("species")

    def without_long_texts(self) -> Self:
        """With the address, without what only the page itself shows."""
        return self.select_related("article").defer(
            "body", "body_html", "references", "outline", "terms", "article__body", "article__parts"
        )

    def featured(self) -> Self:
        """The article that editors chose for the home page, if they did; breed files never lead."""
        return self.filter(article__is_featured=True, kind="article")

    def newest_first(self) -> Self:
        return self.order_by("-live_from", "-pk")
