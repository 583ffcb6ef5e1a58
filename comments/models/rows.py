"""Which comments readers see, and which wait for a moderator, as questions to the database."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from articles.models import Edition
from comments.models import queue

# A comment; models/comment.py says so, which imports this module.
Row = TypeVar("Row", bound=models.Model)

# Comments in the list under an article: those approved that have a text, and those that were removed,
# because replies may still stand under them.
SHOWN = Q(status="approved") & ~Q(text="") | Q(status="removed")

# What a block found (spam/checks/blocked.py).
BLOCKED = Q(findings__contains=[{"check": "blocked"}])

# Reports never hide these: a moderator approved the words, or somebody of ours wrote them.
KEPT_THOUGH_REPORTED = Q(is_vouched=True) | ~Q(badge="")
# Held and reported otherwise means that a moderator held it again.
HIDDEN_BY_REPORTS = Q(status="held", is_reported=True) & ~KEPT_THOUGH_REPORTED


class CommentRows(models.QuerySet[Row]):
    def approved(self) -> Self:
        return self.filter(status="approved")

    def held(self) -> Self:
        return self.filter(status="held")

    def to_decide(self) -> Self:
        """Held ones, and those that several readers reported though a moderator had approved them."""
        return self.filter(queue.TO_DECIDE)

    def to_tell_of(self) -> Self:
        """Those to decide of which letters tell: pages of the desk also show what a block put aside.

        Reports bring back one that was approved since.
        """
        return self.to_decide().exclude(BLOCKED & Q(status="held", is_reported=False))

    def with_words(self) -> Self:
        """Without ratings alone, which are counted but have nothing to read."""
        return self.exclude(text="")

    def shown(self) -> Self:
        return self.filter(SHOWN)

    def in_place(self) -> Self:
        """Without replies to comments that are not shown."""
        parent_is_shown = Q(parent__status="approved") & ~Q(parent__text="") | Q(parent__status="removed")
        return self.filter(Q(parent__isnull=True) | parent_is_shown)

    def on_live_pages(self) -> Self:
        """Without those of articles that are withdrawn, or not published yet."""
        return self.filter(Exists(Edition.objects.live().filter(article=OuterRef("article"))))

    def readable(self) -> Self:
        """What readers find to read: words that are approved, under what they see, on pages that they see."""
        return self.approved().with_words().in_place().on_live_pages()

    def top_level(self) -> Self:
        return self.filter(parent__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")
