"""Which comments are seen, by whom."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from comments.models import Comment  # noqa: F401


class CommentQuerySet(models.QuerySet["Comment"]):
    def approved(self) -> Self:
        return self.filter(status="approved")

    def held(self) -> Self:
        return self.filter(status="held")

    def with_words(self) -> Self:
        """Ratings alone count, but show nothing to read."""
        return self.exclude(text="")

    def shown(self) -> Self:
        """What stands under an article: approved words, and gaps that replies still answer."""
        return self.filter(models.Q(status="removed") | models.Q(status="approved") & ~models.Q(text=""))

    def top_level(self) -> Self:
        return self.filter(parent__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")
