"""The page that undoes a decision, or a whole batch of them."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from comments import moderation
from comments.admin.asked import may_decide, person, pks_in
from comments.admin.cards import wants_part
from comments.admin.parts import card_part, line_part
from comments.admin.telling import warn, warn_of_rest
from comments.models import Decision, Status

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    Base = ModelAdmin
else:
    Base = object

# An address may name any number of decisions.
MOST_NAMED = 100
# Of a batch; the log lists all of it.
MOST_LISTED = 20


class UndoPage(Base):
    """Mixed into the log's admin."""

    def undo_view(self, request: HttpRequest) -> HttpResponse:
        """Says what would be undone, and what cannot be and why; only its button changes anything."""
        if not may_decide(person(request)):
            raise PermissionDenied
        asked = request.POST if request.method == "POST" else request.GET
        batch = next(iter(pks_in([asked.get("batch", "")])), None)
        if batch is not None:
            return self._batch(request, batch)
        decisions = _named(asked.get("d", ""))
        if request.method == "POST":
            if wants_part(request) and len(decisions) == 1:
                return _undone_part(request, decisions[0])
            for decision in decisions:
                _undo(request, decision)
            return _back(decisions)
        reasons, replies = moderation.why_each_not(decisions), moderation.replies_after(decisions)
        return self._page(
            request,
            "undo",
            decisions=[
                (decision, reasons[decision.pk], replies.get(decision.pk, "")) for decision in decisions
            ],
            can_undo=not all(reasons.values()),
            numbers="-".join(str(decision.pk) for decision in decisions),
        )

    def _batch(self, request: HttpRequest, number: int) -> HttpResponse:
        if request.method == "POST":
            _tell_undone(request, moderation.undo_batch(number, by=person(request)))
            return redirect(reverse("admin:comments_comment_changelist"))
        rows = Decision.objects.in_batch(number).select_related("comment", "by").order_by("pk")
        unread = ("comment__html", "comment__text", "comment__findings", "comment__dangers")
        decisions = list(rows.defer(*unread)[: moderation.MOST_AT_ONCE])
        return self._page(request, "undo_batch", **_summary(decisions), batch=number)

    def _page(self, request: HttpRequest, name: str, **context: Any) -> HttpResponse:
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": "Undo",
        }
        return TemplateResponse(request, f"admin/comments/decision/{name}.html", context)


def _summary(decisions: list[Decision]) -> dict[str, Any]:
    """How many go back to which status, and which stay and why. As many queries for any number."""
    reasons = moderation.why_each_not(decisions)
    to_undo = [decision for decision in decisions if not reasons[decision.pk]]
    back = Counter(decision.get_before_display() for decision in to_undo)
    undone = sum(decision.undone_at is not None for decision in decisions)
    stay = [
        (decision, reasons[decision.pk])
        for decision in decisions
        if reasons[decision.pk] and decision.undone_at is None
    ]
    return {
        "first": decisions[0] if decisions else None,
        "number": len(decisions),
        "by": moderation.decider_of(decisions[0]) if decisions else "",
        "back": sorted(back.items()),
        "going_back": back.total(),
        "of_replies": moderation.replies_after_all(to_undo),
        "is_about_photos": bool(decisions) and decisions[0].before == decisions[0].after,
        "undone": undone,
        "stay": stay[:MOST_LISTED],
        "staying": len(stay),
        "more": max(0, len(stay) - MOST_LISTED),
    }


def _tell_undone(request: HttpRequest, outcome: moderation.BulkOutcome) -> None:
    if outcome.lines:
        words = "comment is" if outcome.lines == 1 else "comments are"
        messages.success(request, f"Undone: {outcome.lines:,} {words} as before.")
    elif not outcome.left:
        messages.info(request, "All of it was undone already.")
    warn(request, outcome.said, outcome.left)
    warn_of_rest(request, outcome)


def _named(numbers: str) -> list[Decision]:
    """The decisions that an address or a form names, as 12-13-14, newest first."""
    found = Decision.objects.filter(pk__in=pks_in(numbers.split("-"))[:MOST_NAMED])
    return list(found.select_related("comment", "article", "by"))


def _undo(request: HttpRequest, decision: Decision) -> None:
    try:
        done = moderation.undo(decision, by=person(request))
    except moderation.CannotUndo as error:
        messages.warning(request, f"Comment {decision.comment_number}: {error}")
    else:
        now = f"It is “{Status(done.after).label.lower()}” again."
        messages.success(request, f"Comment {decision.comment_number}: undone. {now}")


def _undone_part(request: HttpRequest, decision: Decision) -> HttpResponse:
    """The card as it is now, or a line that says why nothing was undone."""
    pk = decision.comment_number
    try:
        moderation.undo(decision, by=person(request))
    except moderation.CannotUndo as error:
        return line_part(request, pk, str(error))
    return card_part(request, pk)


def _back(decisions: list[Decision]) -> HttpResponse:
    """Leads to the comment of a single decision, else to the list of comments on hold."""
    if len(decisions) == 1 and decisions[0].comment_id:
        return redirect(reverse("admin:comments_comment_change", args=[decisions[0].comment_id]))
    return redirect(reverse("admin:comments_comment_changelist"))
