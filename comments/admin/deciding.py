"""Decisions from the moderators' list and from a comment's page."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from comments import moderation
from comments.admin.all_matching import VERB_OF, AllMatching
from comments.admin.asked import person, pks_in
from comments.admin.overview import chips
from comments.admin.telling import tell, tell_bulk
from comments.models import Action, Comment

# The templates send these words: approve-12 from the list, _approve from the page of a comment.
BUTTONS = {"approve": Action.APPROVE, "reject": Action.REJECT, "spam": Action.SPAM, "hold": Action.HOLD}
LABELS = {"approve": "Approve", "reject": "Reject", "spam": "Spam", "hold": "Hold again"}


class Deciding(AllMatching):
    """Mixed into the comments' admin."""

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        """Django asks it before it offers or takes an action on ticked rows."""
        return self.may_decide(request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method == "POST" and "_decide" in request.POST:
            self._decide_row(request)
            # The same address again, so that the moderator stays on this page of the list, with its filters.
            return redirect(request.get_full_path())
        if request.method == "POST" and "_all" in request.POST:
            return self.decide_on_all(request, request.POST["_all"])
        context = {
            "title": "Comments",
            "can_decide": self.may_decide(request),
            # Taken before the rows are read, so that nothing newer passes for seen.
            "listed_at": timezone.now().isoformat(),
            "all_buttons": self.all_buttons(request),
            "chips": chips(request),
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def _decide_row(self, request: HttpRequest) -> None:
        """The value of a row's button names the decision and the comment: approve-12."""
        if not self.may_decide(request):
            raise PermissionDenied
        verb, _, pk = request.POST["_decide"].partition("-")
        if verb in BUTTONS:
            self._decide(request, [pk], BUTTONS[verb])

    @admin.action(description="Approve selected comments", permissions=["moderate"])
    def approve_selected(self, request: HttpRequest, queryset: QuerySet[Comment]) -> HttpResponse | None:
        return self._decide_selected(request, Action.APPROVE)

    @admin.action(description="Reject selected comments", permissions=["moderate"])
    def reject_selected(self, request: HttpRequest, queryset: QuerySet[Comment]) -> HttpResponse | None:
        return self._decide_selected(request, Action.REJECT)

    @admin.action(description="Mark selected comments as spam", permissions=["moderate"])
    def spam_selected(self, request: HttpRequest, queryset: QuerySet[Comment]) -> HttpResponse | None:
        return self._decide_selected(request, Action.SPAM)

    @admin.action(description="Hold selected comments again", permissions=["moderate"])
    def hold_selected(self, request: HttpRequest, queryset: QuerySet[Comment]) -> HttpResponse | None:
        return self._decide_selected(request, Action.HOLD)

    @admin.action(description="Blur the photos of selected comments", permissions=["moderate"])
    def blur_selected(self, request: HttpRequest, queryset: QuerySet[Comment]) -> HttpResponse | None:
        return self._decide_selected(request, Action.BLUR)

    def _decide_selected(self, request: HttpRequest, action: Action) -> HttpResponse | None:
        if request.POST.get("select_across") == "1":
            return self.decide_on_all(request, VERB_OF[action])
        self._decide(request, request.POST.getlist(ACTION_CHECKBOX_NAME), action)
        return None

    def _decide(self, request: HttpRequest, typed: Iterable[str], action: Action) -> None:
        """`typed` are primary keys, as a form sent them."""
        pks = pks_in(typed)
        outcome = moderation.decide_on_many(pks, action, by=person(request), seen=_seen(request, pks))
        tell_bulk(request, action, outcome)

    def response_change(self, request: HttpRequest, obj: Comment) -> HttpResponse:
        pressed = next((name for name in request.POST if name.removeprefix("_") in PRESSED), "")
        if not (pressed and self.may_decide(request)):
            return super().response_change(request, obj)
        action = PRESSED[pressed.removeprefix("_")]
        if action in {Action.BLUR, Action.UNBLUR}:
            return self._set_blur(request, obj, action)
        seen = {obj.pk: request.POST["seen"]} if "seen" in request.POST else {}
        outcome = moderation.decide([obj], action, by=person(request), seen=seen)
        if outcome.overtaken:
            messages.warning(request, outcome.overtaken[0])
            return redirect(request.get_full_path())
        tell(request, action, next(iter(outcome.decisions), None), f"{obj}:")
        return self.response_post_save_change(request, obj)

    def _set_blur(self, request: HttpRequest, comment: Comment, action: Action) -> HttpResponse:
        verb = moderation.blur if action == Action.BLUR else moderation.unblur
        decision = verb(comment, by=person(request))
        tell(request, action, decision, "The photo:")
        return redirect(request.get_full_path())


PRESSED = BUTTONS | {"blur": Action.BLUR, "unblur": Action.UNBLUR}


def _seen(request: HttpRequest, pks: Iterable[int]) -> dict[int, str]:
    """Return the state in which the list showed each comment, from the hidden fields of its rows."""
    states = {pk: request.POST.get(f"seen-{pk}") for pk in pks}
    return {pk: state for pk, state in states.items() if state is not None}
