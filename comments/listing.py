"""The comments that stand under an article: in pages, each with the replies under it.

Two queries, however long the list is: the comments of a page with the numbers of their first
replies, then these replies. A few more where an address names a comment or a place in the list.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from articles.listings.keyset import KeysetPage, Order, page_from, page_of, read_count, read_time
from comments.models import Comment, Status
from comments.models.comment import CommentQuerySet

PER_PAGE = 20
REPLIES_SHOWN = 20

# As many digits as Postgres can compare with a row's number.
NUMBER = re.compile(r"[1-9][0-9]{0,17}")


@dataclass(frozen=True)
class Sort:
    """`key` is how an address asks for it; the first one is meant where it asks for none."""

    key: str
    name: str
    order: Order


SORTS = [
    Sort("", "Newest", Order("created_at", read_time, is_descending=True, back="Newer", on="Older")),
    Sort("oldest", "Oldest", Order("created_at", read_time, back="Older", on="Newer")),
    Sort("helpful", "Most helpful", Order("helpful_count", read_count, is_descending=True)),
]
NEWEST, OLDEST, _ = SORTS


@dataclass(frozen=True)
class Thread:
    """A comment and the replies that are shown of it, oldest first.

    `begins_late` says that there are replies before them, and `next_reply` is the first one after.
    """

    comment: Comment
    replies: list[Comment]
    begins_late: bool = False
    next_reply: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it takes replies: nobody is left to answer where the comment was removed."""
        return self.comment.status == Status.APPROVED

    @property
    def next_permalink(self) -> str:
        return Comment(pk=self.next_reply).permalink if self.next_reply else ""


@dataclass(frozen=True)
class CommentList:
    """`asked_for` is the comment that the address names; the page begins with it."""

    page: KeysetPage[Comment]
    threads: list[Thread]
    sort: Sort
    asked_for: Comment | None = None

    @property
    def query(self) -> str:
        """What the addresses of its other pages begin with."""
        return f"sort={self.sort.key}&" if self.sort.key else ""


def list_comments(article_id: int, asked: Mapping[str, str]) -> CommentList:
    """What an address asks for with `sort`, `after`, `before` and `comment`; else the newest."""
    sort = next((sort for sort in SORTS if sort.key == asked.get("sort", "")), NEWEST)
    named = find_shown(asked.get("comment", ""), article_id)
    rows = _top_level(article_id)
    if named:
        mark = sort.order.place(named.parent or named)
        page = page_from(rows, sort.order, mark, size=PER_PAGE)
    else:
        page = page_of(rows, sort.order, asked, size=PER_PAGE)
    return CommentList(page, _threads(page.rows, named), sort, named)


def find_shown(number: str | int, article_id: int | None = None) -> Comment | None:
    """The comment or reply of that number, if it stands under its article."""
    if not NUMBER.fullmatch(str(number)):
        return None
    found = Comment.objects.shown().in_place().filter(pk=number)
    if article_id is not None:
        found = found.filter(article=article_id)
    found = found.select_related("parent", "article", "photo")
    return found.defer("article__body", "article__parts").first()


def _top_level(article_id: int) -> CommentQuerySet:
    """Each with the numbers of its first replies, and of one more, which tells whether there are more."""
    replies = _replies().filter(parent=OuterRef("pk")).order_by("created_at", "pk")
    first = ArraySubquery(replies.values("pk")[: REPLIES_SHOWN + 1])
    rows = Comment.objects.shown().top_level().filter(article=article_id)
    return rows.annotate(reply_numbers=first).select_related("photo")


def _replies() -> CommentQuerySet:
    return Comment.objects.approved().with_words().filter(parent__isnull=False)


def _threads(comments: list[Comment], named: Comment | None) -> list[Thread]:
    numbers: dict[int, list[int]] = {
        comment.pk: comment.reply_numbers  # type: ignore[attr-defined]  # annotated by _top_level
        for comment in comments
    }
    late = _late_replies(named, numbers)
    numbers |= late
    wanted = [number for of_one in numbers.values() for number in of_one[:REPLIES_SHOWN]]
    replies = {reply.pk: reply for reply in _replies().filter(pk__in=wanted).select_related("photo")}
    return [
        Thread(
            comment,
            [replies[number] for number in numbers[comment.pk][:REPLIES_SHOWN] if number in replies],
            begins_late=comment.pk in late,
            next_reply=next(iter(numbers[comment.pk][REPLIES_SHOWN:]), None),
        )
        for comment in comments
        # A gap stays only for the replies that it holds together.
        if comment.status != Status.REMOVED or numbers[comment.pk]
    ]


def _late_replies(named: Comment | None, numbers: dict[int, list[int]]) -> dict[int, list[int]]:
    """Of the one comment whose first replies do not hold the reply that is asked for: from there on."""
    if named is None or named.parent_id not in numbers:
        return {}
    if named.pk in numbers[named.parent_id][:REPLIES_SHOWN]:
        return {}
    siblings = _replies().filter(parent=named.parent_id)
    found = OLDEST.order.beyond(siblings, OLDEST.order.place(named), inclusive=True)
    return {named.parent_id: list(found.values_list("pk", flat=True)[: REPLIES_SHOWN + 1])}
