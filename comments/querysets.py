"""Which comments are seen, by whom."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from comments.models import Comment  # noqa: F401


# What stands in lists under an article: approved words, and gaps that replies still answer.
SHOWN = Q(status="approved") & ~Q(text="") | Q(status="removed")


class CommentQuerySet(models.QuerySet["Comment"]):
    def approved(self) -> Self:
        return self.filter(status="approved")

    def held(self) -> Self:
        return self.filter(status="held")

    def with_words(self) -> Self:
        """Ratings alone count, but show nothing to read."""
        return self.exclude(text="")

    def shown(self) -> Self:
        return self.filter(SHOWN)

    def in_place(self) -> Self:
        """Without replies to what is not shown: nothing of them is to be seen either."""
        parent_is_shown = Q(parent__status="approved") & ~Q(parent__text="") | Q(parent__status="removed")
        return self.filter(Q(parent__isnull=True) | parent_is_shown)

    def top_level(self) -> Self:
        return self.filter(parent__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")
