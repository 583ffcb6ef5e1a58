"""One decision on all comments that match the filters of the list, however many pages they fill.

A page asks first, because nobody has seen all of them. Its form names the comments that it counted, and
nothing else is decided on: what begins to match later is not, whatever made it match. Each decision is
made only if nobody changed, decided on or reported the comment since the list was shown.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from comments import moderation
from comments.admin.asked import may_decide, packed, person, unpacked
from comments.admin.filters import OrderFilter, asked_status
from comments.admin.telling import tell_bulk
from comments.models import Action, Comment, Status

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    Base = ModelAdmin
else:
    Base = object

# Earlier than any list of this site.
FIRST_YEAR = 2000
# The buttons below the list, with the words of the page that asks.
VERBS = {
    "approve": (Action.APPROVE, "Approve {}", "Readers see at once what you approve."),
    "reject": (Action.REJECT, "Reject {}", "Readers do not see what you reject."),
    "spam": (Action.SPAM, "Mark {} as spam", "Readers do not see spam, and the checks learn its words."),
    "hold": (Action.HOLD, "Hold {} again", "Readers no longer see what is held, and it waits in the queue."),
    "blur": (Action.BLUR, "Blur the photos of {}", "Readers see a photo once they tap it."),
}
VERB_OF = {action: verb for verb, (action, _, _) in VERBS.items()}


class AllMatching(Base):
    """Mixed into the comments' admin."""

    def may_decide(self, request: HttpRequest) -> bool:
        return may_decide(person(request))

    def all_buttons(self, request: HttpRequest) -> list[tuple[str, str]]:
        """The verbs that change something in a list of this status, with the words of their buttons."""
        status = asked_status(request)
        return [
            (verb, words.format("all"))
            for verb, (action, words, _) in VERBS.items()
            if moderation.STATUS_AFTER.get(action) != status and status != Status.REMOVED
        ]

    def decide_on_all(self, request: HttpRequest, verb: str) -> HttpResponse:
        """Asks; the form of the page that asks decides."""
        if not self.may_decide(request):
            raise PermissionDenied
        try:
            listed = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return redirect(request.path)
        if verb not in VERBS:
            return redirect(request.get_full_path())
        as_of = _moment(request.POST.get("listed-at", ""))
        rows = listed.get_queryset(request).filter(created_at__lte=as_of)
        if "counted" not in request.POST:
            return self._ask(request, listed, rows, verb, as_of)
        action = VERBS[verb][0]
        pks = moderation.in_order(rows.filter(pk__in=unpacked(request.POST["counted"])))
        outcome = moderation.decide_on_many(pks, action, by=person(request), as_of=as_of)
        tell_bulk(request, action, outcome)
        if len(pks) == moderation.MOST_AT_ONCE:
            messages.info(request, f"One press decides on {len(pks):,} at most. Look whether more match.")
        return redirect(request.get_full_path())

    def _ask(
        self, request: HttpRequest, listed: ChangeList, rows: QuerySet[Comment], verb: str, as_of: datetime
    ) -> HttpResponse:
        _, words, effect = VERBS[verb]
        most = moderation.MOST_AT_ONCE
        pks = moderation.in_order(rows, most + 1)
        number, counted = len(pks), pks[:most]
        urgent = rows.filter(is_urgent=True, pk__in=counted).count() if counted else 0
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": words.format("all that match"),
            "verb": verb,
            "effect": effect,
            "verdict": words.format("1 comment" if number == 1 else f"{min(number, most):,} comments"),
            "number": number,
            "is_capped": number > most,
            "urgent": f"{urgent:,}" if urgent else "",
            "is_on_photos": VERBS[verb][0] == Action.BLUR,
            "counted": packed(counted),
            "filters": _filters_in_words(listed),
            "as_of": as_of.isoformat(),
            "back": request.get_full_path(),
        }
        return TemplateResponse(request, "admin/comments/comment/all_matching.html", context)


def _filters_in_words(listed: ChangeList) -> list[tuple[str, str]]:
    chosen = [
        (str(spec.title), str(choice["display"]))
        for spec in listed.filter_specs
        if not isinstance(spec, OrderFilter)
        for choice in spec.choices(listed)
        if choice["selected"] and choice["display"] != "All"
    ]
    return [*chosen, ("words", f"“{listed.query}”")] if listed.query else chosen


def _moment(typed: str) -> datetime:
    """When the list was shown. A form without it, or with nonsense, was sent just now."""
    now = timezone.now()
    try:
        found = parse_datetime(typed)
    except ValueError:
        return now
    # No list was shown so long ago; other zones could take the first days of all out of reach.
    is_moment = found is not None and timezone.is_aware(found) and found.year > FIRST_YEAR
    return min(found, now) if found and is_moment else now
