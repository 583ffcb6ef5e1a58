"""The messages about decisions, with the link that undoes them."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from comments import moderation
from comments.models import Action, Decision

DONE = moderation.DONE | {Action.BLUR: "blurred", Action.UNBLUR: "no longer blurred"}


def undo_url(decision: Decision) -> str:
    """Where one decision is undone, with all that were made together with it."""
    return batch_undo_url(decision.batch) if decision.batch else single_undo_url(decision)


def single_undo_url(decision: Decision) -> str:
    return f"{reverse('admin:comments_decision_undo')}?d={decision.pk}"


def batch_undo_url(number: int) -> str:
    return f"{reverse('admin:comments_decision_undo')}?batch={number}"


def tell(request: HttpRequest, action: Action, first: Decision | None, what: str) -> None:
    """`first` is the decision made, or the first of its batch; None where nothing was decided."""
    words = f"{what} {DONE[action]}."
    if first:
        words = format_html('{} <a href="{}" data-undo>Undo</a>', words, undo_url(first))
    messages.success(request, words)


def tell_bulk(request: HttpRequest, action: Action, outcome: moderation.BulkOutcome) -> None:
    # Beside the warnings, “0 approved” would say nothing new.
    if outcome.lines or not (outcome.left or outcome.unfinished):
        tell(request, action, outcome.first, f"{outcome.lines:,}")
    warn(request, outcome.said, outcome.left)
    warn_of_rest(request, outcome)


def warn_of_rest(request: HttpRequest, outcome: moderation.BulkOutcome) -> None:
    if outcome.unfinished:
        messages.warning(
            request, f"{outcome.unfinished:,} more were not reached in time. Do the same again for those."
        )


def warn(request: HttpRequest, said: Iterable[str], left: int) -> None:
    """Why comments were left alone: the first sentences, and how many more there are."""
    sentences = list(said)
    for words in sentences:
        messages.warning(request, words)
    if more := left - len(sentences):
        messages.warning(request, f"{more:,} more were left as they are, for reasons like these.")
