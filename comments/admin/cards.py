"""One comment of the moderators' list as a card: what it shows, and which decisions it offers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.timesince import timesince

from articles.models import Edition
from articles.models.article import STARS
from comments import moderation
from comments.admin.asked import may_decide, person
from comments.admin.photo_html import photo_html
from comments.models import LIKELY_SPAM, Action, Badge, Comment, Photo, Report, Status, networks_of
from comments.models.queue import WaitingGroup
from kbsite.parts import asks_for_part

RELATED = ("article", "photo", "parent", "answers")
# Long columns that no card shows.
UNREAD = (
    *("html", "article__body", "article__parts"),
    *("parent__html", "parent__text", "parent__findings", "parent__dangers"),
    *("answers__html", "answers__text", "answers__findings", "answers__dangers"),
)
# A script asks for one card, or for the line that takes its place, instead of the whole list.
PART = "card"
# What the buttons of a card send, each with its name and its icon. approve-12 decides on comment 12.
VERBS = {
    "approve": (Action.APPROVE, "Approve", "tick"),
    "spam": (Action.SPAM, "Spam", "spam"),
    "reject": (Action.REJECT, "Reject", "cross"),
    "hold": (Action.HOLD, "Hold again", "clock"),
    "blur": (Action.BLUR, "Blur the photo", "blur"),
}
IN_A_MENU = {"hold", "blur"}
# Older ones tell their day.
AGO = timedelta(days=7)
PHOTO_WIDTH = 320
# Characters of a text that a card shows at once; the rest is folded.
EXCERPT = 600


@dataclass(frozen=True)
class CardButton:
    verb: str
    words: str
    icon: str


@dataclass(frozen=True)
class QueueCard:
    """A row of `card_rows`, as the template _card.html shows it."""

    comment: Any
    now: datetime
    may_block: bool

    @property
    def group(self) -> WaitingGroup:
        return WaitingGroup(self.comment.waiting_group)

    @property
    def waits(self) -> bool:
        return bool(self.comment.status == Status.HELD or self.comment.is_reported)

    @cached_property
    def buttons(self) -> list[CardButton]:
        """The decisions below the words, the main one first."""
        offered = [button for verb, button in self._offered.items() if verb not in IN_A_MENU]
        return sorted(offered, key=lambda button: button.verb != self.main)

    @cached_property
    def menu(self) -> list[CardButton]:
        return [button for verb, button in self._offered.items() if verb in IN_A_MENU]

    @cached_property
    def _offered(self) -> dict[str, CardButton]:
        comment = self.comment
        if comment.status == Status.REMOVED:
            return {}
        changes: dict[str, bool] = {
            verb: moderation.STATUS_AFTER.get(action) != comment.status
            for verb, (action, _, _) in VERBS.items()
        }
        # To approve what readers still see settles the reports.
        changes["approve"] = changes["approve"] or comment.is_reported
        changes["blur"] = self.photo is not None and not self.photo.is_blurred
        kept = "Keep it" if comment.status == Status.APPROVED else ""
        return {
            verb: CardButton(verb, kept if verb == "approve" and kept else words, icon)
            for verb, (_, words, icon) in VERBS.items()
            if changes[verb]
        }

    @property
    def is_likely_spam(self) -> bool:
        return bool(self.comment.score >= LIKELY_SPAM)

    @property
    def main(self) -> str:
        """The verb of the one filled button; "reply" is the form below; empty where nothing waits."""
        if not self.waits:
            return ""
        if self.group == WaitingGroup.LIKELY_SPAM:
            return "spam"
        return "reply" if self.group == WaitingGroup.DANGER and self.reply_words else "approve"

    @cached_property
    def reply_words(self) -> str:
        """What the reply's button does; empty where the card has no reply.

        Likely spam gets none, unless it may be about danger. Neither does what stands where nobody would
        read a reply; the comment's own page says why.
        """
        comment = self.comment
        if not comment.is_on_live_page or (comment.parent and comment.parent.status != Status.APPROVED):
            return ""
        is_spam = self.is_likely_spam and not comment.is_urgent
        if not comment.text or comment.status not in {Status.HELD, Status.APPROVED} or is_spam:
            return ""
        return "Reply" if comment.status == Status.APPROVED else "Approve and reply"

    @property
    def stars(self) -> list[bool]:
        """Five, the given ones true; none without a rating."""
        return [star <= self.comment.rating for star in STARS] if self.comment.rating else []

    @property
    def photo(self) -> Photo | None:
        found: Photo | None = getattr(self.comment, "photo", None)
        return found

    @property
    def picture(self) -> SafeString | str:
        return photo_html(self.photo, width=PHOTO_WIDTH, look="held-picture")

    @property
    def seen(self) -> str:
        return moderation.what_was_seen(self.comment)

    @property
    def written(self) -> str:
        moment: datetime = self.comment.created_at
        if self.now - moment < AGO:
            return f"{timesince(moment, self.now, depth=1)} ago"
        return date_format(timezone.localtime(moment), "j M Y")

    @property
    def badge(self) -> str:
        return Badge(self.comment.badge).label if self.comment.badge else ""

    @property
    def answered(self) -> Comment | None:
        found: Comment | None = self.comment.answers or self.comment.parent
        return found

    @property
    def beginning(self) -> str:
        """The text, or as much of it as a card shows at once."""
        text: str = self.comment.text
        return f"{text[:EXCERPT].rstrip()}…" if self.is_cut else text

    @property
    def is_cut(self) -> bool:
        return len(self.comment.text) > EXCERPT

    @property
    def reasons(self) -> list[str]:
        return [report.get_reason_display() for report in self.comment.waiting]

    @property
    def networks(self) -> int:
        return networks_of(self.comment.waiting)

    @property
    def block_url(self) -> str:
        """Where its writer is blocked; nobody blocks what somebody who works here wrote."""
        if not self.may_block or self.comment.badge:
            return ""
        return reverse("admin:comments_comment_block", args=[self.comment.pk])


def card_rows(rows: QuerySet[Comment]) -> QuerySet[Comment]:
    """With each comment's open reports, in one query, and whether its article is published."""
    waiting = Report.objects.open().order_by("pk")
    live = Edition.objects.live().filter(article=OuterRef("article"))
    listed = rows.select_related(*RELATED).defer(*UNREAD).annotate(is_on_live_page=Exists(live))
    return listed.prefetch_related(Prefetch("reports", waiting, to_attr="waiting"))


def cards(request: HttpRequest) -> Callable[[Any], QueueCard]:
    """Return what makes cards of the rows of one list."""
    now = timezone.now()
    may_block = bool(request.user.has_perm("comments.add_commentblock"))
    return lambda comment: QueueCard(comment, now, may_block)


def card_html(request: HttpRequest, pk: int) -> SafeString | str:
    """One card as the database has it now; empty where the comment is gone."""
    row = card_rows(Comment.objects.filter(pk=pk)).first()
    if row is None:
        return ""
    context = {"card": cards(request)(row), "can_decide": may_decide(person(request))}
    return render_to_string("admin/comments/comment/_card.html", context, request)


def wants_part(request: HttpRequest) -> bool:
    return asks_for_part(request, PART)
