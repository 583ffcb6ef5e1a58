"""What the writers are given: a page and its comments, with nothing that readers do not see.

The e-mail address is the exception, where the operator asks for it.
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.utils.html import escape, linebreaks

from articles.machines.plain_text import writable
from articles.models import Edition
from comments.models import Comment, Status


@dataclass(frozen=True, slots=True)
class OutgoingComment:
    """`parent` is the number of the comment that it answers; `is_removed` is a gap that says nothing."""

    pk: int
    parent: int | None
    name: str
    text: str
    pet: str
    badge: str
    email: str
    rating: int | None
    rates_present_text: bool
    helpful: int
    created_at: datetime
    edited_at: datetime | None
    is_removed: bool

    @classmethod
    def of(cls, row: Comment, live: Edition, written: Set[int], *, with_addresses: bool) -> Self:
        """`written` has the numbers of all comments of the page that are written."""
        return cls(
            pk=row.pk,
            parent=row.answers_id if row.answers_id in written else row.parent_id,
            name=row.name,
            text=row.text,
            pet=row.pet,
            badge=row.badge,
            email=row.email if with_addresses else "",
            rating=row.rating,
            rates_present_text=bool(row.edition and row.edition.writing == live.writing),
            helpful=row.helpful_count,
            created_at=row.created_at,
            edited_at=row.edited_at,
            is_removed=row.status == Status.REMOVED,
        )

    @property
    def html(self) -> str:
        """The text in paragraphs, without links: other systems make their own."""
        return writable(linebreaks(escape(self.text)))


@dataclass(frozen=True)
class OutgoingPage:
    """A page, its comments oldest first. `address` is absolute where SITE_URL is set."""

    slug: str
    number: int
    address: str
    title: str
    published_at: datetime
    comments: list[OutgoingComment]

    @property
    def worded(self) -> list[OutgoingComment]:
        """Without ratings alone, which no other system has."""
        return [comment for comment in self.comments if comment.text or comment.is_removed]
