"""Answers to the script of the moderators' list: the line or the card that takes a card's place.

Without the script the same forms lead to the same pages as ever, with a message at the top.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from comments.admin.cards import card_html
from comments.models import Action, Comment, Decision
from comments.moderation import BulkOutcome

# What became of a comment, in the line that takes its place.
EFFECTS = {
    Action.APPROVE: "Approved: readers see it now.",
    Action.REJECT: "Rejected: nobody sees it.",
    Action.SPAM: "Spam: nobody sees it, and the checks learn its words.",
    Action.HOLD: "Held again: readers no longer see it.",
}
REPLIED = "Approved, and your reply stands under it."


def decided_part(request: HttpRequest, pk: int, action: Action, outcome: BulkOutcome) -> HttpResponse:
    """The line for one decision, or the reason why there was none."""
    if outcome.first is None:
        return line_part(request, pk, " ".join(outcome.said) or "It was deleted meanwhile.")
    if action == Action.BLUR:
        return card_part(request, pk)
    return line_part(request, pk, EFFECTS[action], outcome.first)


def line_part(request: HttpRequest, pk: int, words: str, decision: Decision | None = None) -> HttpResponse:
    """With a button that undoes the decision, if there is one."""
    name = Comment.objects.filter(pk=pk).values_list("name", flat=True).first() or "A comment"
    context = {
        "pk": pk,
        "name": name,
        "words": words,
        "decision": decision,
    }
    return render(request, "admin/comments/comment/_line.html", context)


def card_part(request: HttpRequest, pk: int) -> HttpResponse:
    html = card_html(request, pk)
    return HttpResponse(html) if html else line_part(request, pk, "It was deleted meanwhile.")


def fault_part(request: HttpRequest, words: str, status: int) -> HttpResponse:
    """Why a reply was not stored. The script shows it beside the words, which stay in their field."""
    return render(request, "admin/comments/comment/_fault.html", {"words": words}, status=status)
