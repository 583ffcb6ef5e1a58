"""Decisions from the moderators' list and from a comment's page."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from comments import moderation
from comments.admin.all_matching import VERB_OF, AllMatching
from comments.admin.asked import person, pks_in
from comments.admin.cards import VERBS, card_rows, cards, wants_part
from comments.admin.filters import has_groups
from comments.admin.overview import CardGroup, chips, groups
from comments.admin.parts import decided_part
from comments.admin.telling import tell, tell_bulk
from comments.models import Action, Comment

# The page of a comment sends the verbs of a card too, as _approve; the list sends them as approve-12.
PRESSED = {verb: action for verb, (action, _, _) in VERBS.items()} | {"unblur": Action.UNBLUR}

# Decisions on ticked cards, as Django's actions, with the words of their buttons.
BULK = {
    "approve_selected": "Approve",
    "reject_selected": "Reject",
    "spam_selected": "Spam",
    "hold_selected": "Hold again",
    "blur_selected": "Blur photos",
    "delete_selected": "Delete…",
}


class Deciding(AllMatching):
    """Mixed into the comments' admin."""

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        """Django asks it before it offers or takes an action on ticked rows."""
        return self.may_decide(request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method == "POST" and "_decide" in request.POST:
            part = self._decide_row(request)
            # The same address again, so that the moderator stays on this page of the list, with its filters.
            return part or redirect(request.get_full_path())
        if request.method == "POST" and "_all" in request.POST:
            return self.decide_on_all(request, request.POST["_all"])
        links = chips(request)
        context = {
            "title": "Comments",
            "can_decide": self.may_decide(request),
            # Taken before the rows are read, so that nothing newer passes for seen.
            "listed_at": timezone.now().isoformat(),
            "all_buttons": self.all_buttons(request),
            "chips": links,
            "opens_filters": not any(chip.is_current for chip in links),
            "is_grouped": has_groups(request),
            "bulk_actions": [(name, BULK[name]) for name in self.get_actions(request) if name in BULK],
        }
        page = super().changelist_view(request, context | (extra_context or {}))
        if isinstance(page, TemplateResponse) and page.context_data and "cl" in page.context_data:
            page.context_data["groups"] = self._groups(request, page.context_data["cl"].result_list)
        return page

    def get_list_rows(self, rows: QuerySet[Comment]) -> QuerySet[Comment]:
        """What QuickList asks for: the rows of one page, as cards show them."""
        return card_rows(rows)

    def _groups(self, request: HttpRequest, rows: Iterable[Comment]) -> list[CardGroup]:
        found = list(map(cards(request), rows))
        return list(groups(found)) if has_groups(request) else [CardGroup("", found)]

    def _decide_row(self, request: HttpRequest) -> HttpResponse | None:
        """The value of a card's button names the decision and the comment: approve-12."""
        if not self.may_decide(request):
            raise PermissionDenied
        verb, _, pk = request.POST["_decide"].partition("-")
        pks = pks_in([pk])
        if verb not in VERBS or not pks:
            return None
        action = VERBS[verb][0]
        if not wants_part(request):
            self._decide(request, pks, action)
            return None
        outcome = moderation.decide_on_many(pks, action, by=person(request), seen=_seen(request, pks))
        return decided_part(request, pks[0], action, outcome)

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
        self._decide(request, pks_in(request.POST.getlist(ACTION_CHECKBOX_NAME)), action)
        return None

    def _decide(self, request: HttpRequest, pks: list[int], action: Action) -> None:
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


def _seen(request: HttpRequest, pks: Iterable[int]) -> dict[int, str]:
    """Return the state in which the list showed each comment, from the hidden fields of its rows."""
    states = {pk: request.POST.get(f"seen-{pk}") for pk in pks}
    return {pk: state for pk, state in states.items() if state is not None}
