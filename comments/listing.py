"""The comments under an article: a page of them, each with its replies.

A page costs two queries, however long the list is: the comments with the primary keys of their
first replies, then these replies. An address that names a comment or a place costs a few more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from articles.listings.keyset import KeysetPage, Order, page_from, page_of, read_count, read_time
from articles.models.primary_key import read_pk
from comments.models import Comment, Status
from comments.models.comment import CommentQuerySet

if TYPE_CHECKING:
    # Only for the type checker; users do not have the package.
    from django_stubs_ext import WithAnnotations

PER_PAGE = 20
REPLIES_SHOWN = 20
# What a reply answers gives only its name and a link.
OF_THE_ANSWERED = ("answers__text", "answers__html", "answers__findings", "answers__dangers")


class Replies(TypedDict):
    reply_pks: list[int]


if TYPE_CHECKING:
    CommentWithReplies = WithAnnotations[Comment, Replies]


@dataclass(frozen=True)
class Sort:
    """`key` stands in the address; without one, the first sort is meant."""

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
    """A comment and those of its replies that are shown, oldest first.

    `begins_late` says that earlier replies are not shown; `next_reply_pk` is the first later one.
    """

    comment: Comment
    replies: list[Comment]
    begins_late: bool = False
    next_reply_pk: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it takes replies: a comment that its writer removed does not."""
        return self.comment.status == Status.APPROVED

    @property
    def next_permalink(self) -> str:
        return Comment(pk=self.next_reply_pk).permalink if self.next_reply_pk else ""


@dataclass(frozen=True)
class CommentList:
    """`asked_for` is the comment that the address names; the page begins there."""

    page: "KeysetPage[CommentWithReplies]"
    threads: list[Thread]
    sort: Sort
    asked_for: Comment | None = None

    @property
    def query(self) -> str:
        """The beginning of the query in the addresses of its other pages."""
        return f"sort={self.sort.key}&" if self.sort.key else ""


def list_comments(article_id: int, asked: Mapping[str, str]) -> CommentList:
    """The page that the query `asked` names by `sort`, `after`, `before` or `comment`, or the newest."""
    sort = next((sort for sort in SORTS if sort.key == asked.get("sort", "")), NEWEST)
    named = find_shown(asked.get("comment", ""), article_id)
    rows = _top_level(article_id)
    if named:
        mark = sort.order.place(named.parent or named)
        page = page_from(rows, sort.order, mark, size=PER_PAGE)
    else:
        page = page_of(rows, sort.order, asked, size=PER_PAGE)
    return CommentList(page, _threads(page.rows, named), sort, named)


def find_shown(pk: str | int, article_id: int | None = None) -> Comment | None:
    """The comment or reply, if readers see it under its article; `pk` may be anything that was typed."""
    number = read_pk(str(pk))
    if number is None:
        return None
    found = Comment.objects.shown().in_place().filter(pk=number)
    if article_id is not None:
        found = found.filter(article=article_id)
    found = found.select_related("parent", "article", "photo", "answers")
    return found.defer("article__body", "article__parts", *OF_THE_ANSWERED).first()


def _top_level(article_id: int) -> "QuerySet[CommentWithReplies]":
    """Each with `reply_pks`: those of its first replies and of one more, if there is one."""
    replies = _replies().filter(parent=OuterRef("pk")).order_by("created_at", "pk")
    first = ArraySubquery(replies.values("pk")[: REPLIES_SHOWN + 1])
    rows: QuerySet[Comment] = Comment.objects.shown().top_level().filter(article=article_id)
    return rows.annotate(reply_pks=first).select_related("photo")


def _replies() -> CommentQuerySet:
    return Comment.objects.approved().with_words().filter(parent__isnull=False)


def _threads(comments: "list[CommentWithReplies]", named: Comment | None) -> list[Thread]:
    reply_pks = {comment.pk: comment.reply_pks for comment in comments}
    late = _late_replies(named, reply_pks)
    reply_pks |= late
    wanted = [pk for pks in reply_pks.values() for pk in pks[:REPLIES_SHOWN]]
    found = _replies().filter(pk__in=wanted).select_related("photo", "answers").defer(*OF_THE_ANSWERED)
    replies = {reply.pk: reply for reply in found}
    return [
        Thread(
            comment,
            [replies[pk] for pk in reply_pks[comment.pk][:REPLIES_SHOWN] if pk in replies],
            begins_late=comment.pk in late,
            next_reply_pk=next(iter(reply_pks[comment.pk][REPLIES_SHOWN:]), None),
        )
        for comment in comments
        # A removed comment is shown only where replies stand under it.
        if comment.status != Status.REMOVED or reply_pks[comment.pk]
    ]


def _late_replies(named: Comment | None, reply_pks: dict[int, list[int]]) -> dict[int, list[int]]:
    """Where the reply that was asked for is not among the first ones: those from it on, by their comment."""
    if named is None or named.parent_id not in reply_pks:
        return {}
    if named.pk in reply_pks[named.parent_id][:REPLIES_SHOWN]:
        return {}
    siblings = _replies().filter(parent=named.parent_id)
    found = OLDEST.order.beyond(siblings, OLDEST.order.place(named), inclusive=True)
    return {named.parent_id: list(found.values_list("pk", flat=True)[: REPLIES_SHOWN + 1])}
