"""Decisions from the moderators' list and from a comment's page, and the messages about them."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from comments import moderation
from comments.admin.asked import pks_in
from comments.models import Action, Comment, Decision

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    Base = ModelAdmin
else:
    Base = object

# The templates send these words: approve-12 from the list, _approve from the page of a comment.
BUTTONS = {"approve": Action.APPROVE, "reject": Action.REJECT, "spam": Action.SPAM}
DONE = moderation.DONE | {Action.BLUR: "blurred", Action.UNBLUR: "no longer blurred"}
# More primary keys would make a link too long; the log lists all decisions.
MOST_UNDONE_AT_ONCE = 100


def person(request: HttpRequest) -> User:
    """Return the user of the request. Nobody reaches the admin without a login."""
    return cast(User, request.user)


def undo_url(decisions: Iterable[Decision]) -> str:
    pks = [str(decision.pk) for decision in decisions]
    if len(pks) > MOST_UNDONE_AT_ONCE:
        return reverse("admin:comments_decision_changelist")
    return f"{reverse('admin:comments_decision_undo')}?d={'-'.join(pks)}"


class Deciding(Base):
    """Mixed into the comments' admin."""

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("comments.moderate_comment"))

    def may_decide(self, request: HttpRequest) -> bool:
        return self.has_moderate_permission(request) and self.has_change_permission(request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method == "POST" and "_decide" in request.POST:
            self._decide_row(request)
            # The same address again, so that the moderator stays on this page of the list, with its filters.
            return redirect(request.get_full_path())
        context = {"title": "Comments", "can_decide": self.may_decide(request)} | (extra_context or {})
        return super().changelist_view(request, context)

    def _decide_row(self, request: HttpRequest) -> None:
        """The value of a row's button names the decision and the comment: approve-12."""
        if not self.may_decide(request):
            raise PermissionDenied
        verb, _, pk = request.POST["_decide"].partition("-")
        if verb in BUTTONS:
            rows = Comment.objects.filter(pk__in=pks_in([pk]))
            self._decide(request, rows, BUTTONS[verb], _seen(request, [pk]))

    @admin.action(description="Approve selected comments", permissions=["moderate"])
    def approve_selected(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        self._decide_selected(request, queryset, Action.APPROVE)

    @admin.action(description="Reject selected comments", permissions=["moderate"])
    def reject_selected(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        self._decide_selected(request, queryset, Action.REJECT)

    @admin.action(description="Mark selected comments as spam", permissions=["moderate"])
    def spam_selected(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        self._decide_selected(request, queryset, Action.SPAM)

    @admin.action(description="Blur the photos of selected comments", permissions=["moderate"])
    def blur_selected(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        blurred = [moderation.blur(comment, by=person(request)) for comment in queryset]
        self._tell(request, Action.BLUR, [decision for decision in blurred if decision])

    def _decide_selected(self, request: HttpRequest, rows: QuerySet[Comment], action: Action) -> None:
        self._decide(request, rows, action, _seen(request, request.POST.getlist(ACTION_CHECKBOX_NAME)))

    def _decide(
        self, request: HttpRequest, rows: Iterable[Comment], action: Action, seen: Mapping[int, str]
    ) -> moderation.DecisionOutcome:
        outcome = moderation.decide(rows, action, by=person(request), seen=seen)
        # Beside the warnings, “0 approved” would say nothing new.
        if outcome.decisions or not outcome.overtaken:
            self._tell(request, action, outcome.decisions)
        for words in outcome.overtaken:
            messages.warning(request, words)
        return outcome

    def _tell(self, request: HttpRequest, action: Action, decisions: list[Decision], what: str = "") -> None:
        words = f"{what}: {DONE[action]}." if what else f"{len(decisions)} {DONE[action]}."
        if decisions:
            link = format_html('<a href="{}" data-undo>Undo</a>', undo_url(decisions))
            words = format_html("{} {}", words, link)
        messages.success(request, words)

    def response_change(self, request: HttpRequest, obj: Comment) -> HttpResponse:
        pressed = next((name for name in request.POST if name.removeprefix("_") in PRESSED), "")
        if not (pressed and self.has_moderate_permission(request)):
            return super().response_change(request, obj)
        action = PRESSED[pressed.removeprefix("_")]
        if action in {Action.BLUR, Action.UNBLUR}:
            return self._set_blur(request, obj, action)
        seen = {obj.pk: request.POST["seen"]} if "seen" in request.POST else {}
        outcome = moderation.decide([obj], action, by=person(request), seen=seen)
        if outcome.overtaken:
            messages.warning(request, outcome.overtaken[0])
            return redirect(request.get_full_path())
        self._tell(request, action, outcome.decisions, what=str(obj))
        return self.response_post_save_change(request, obj)

    def _set_blur(self, request: HttpRequest, comment: Comment, action: Action) -> HttpResponse:
        verb = moderation.blur if action == Action.BLUR else moderation.unblur
        decision = verb(comment, by=person(request))
        self._tell(request, action, [decision] if decision else [], what="The photo")
        return redirect(request.get_full_path())


PRESSED = BUTTONS | {"blur": Action.BLUR, "unblur": Action.UNBLUR}


def _seen(request: HttpRequest, pks: Iterable[str]) -> dict[int, str]:
    """Return the state in which the list showed each comment, from the hidden fields of its rows."""
    states = {pk: request.POST.get(f"seen-{pk}") for pk in pks_in(pks)}
    return {pk: state for pk, state in states.items() if state is not None}
