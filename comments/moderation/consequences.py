"""What becomes of replies when the approval of a comment is undone, in words for the moderator."""

from collections.abc import Iterable

from django.db.models import Count, Q

from comments.models import Action, Comment, Decision, Status


def replies_after(decisions: Iterable[Decision]) -> dict[int, str]:
    """A sentence for each decision whose undoing changes what readers see of replies, by primary key.

    One query, however many decisions there are.
    """
    approvals = [decision for decision in decisions if _takes_from_page(decision)]
    comments = Comment.objects.filter(pk__in=[decision.comment_id for decision in approvals])
    counted = comments.annotate(under=_shown("replies"), beside=_shown("answered_by")).order_by()
    found = counted.values_list("pk", "parent", "under", "beside")
    sentences = {pk: _sentence(parent, under, beside) for pk, parent, under, beside in found}
    told = {decision.pk: sentences.get(decision.comment_id or 0, "") for decision in approvals}
    return {pk: sentence for pk, sentence in told.items() if sentence}


def _takes_from_page(decision: Decision) -> bool:
    return decision.action == Action.APPROVE and decision.before != decision.after


def _shown(relation: str) -> Count:
    """How many of the comments at the end of a relation readers would see."""
    is_shown = Q(**{f"{relation}__status": Status.APPROVED}) & ~Q(**{f"{relation}__text": ""})
    return Count(relation, filter=is_shown, distinct=True)


def _sentence(parent: int | None, under: int, beside: int) -> str:
    if parent is None and under:
        what = "The reply under it goes" if under == 1 else f"The {under} replies under it go"
        back = "comes" if under == 1 else "come"
        return f"{what} from the page with it, and {back} back when it is approved again."
    if parent is not None and beside:
        what = (
            "The reply that answers it stays" if beside == 1 else f"The {beside} replies that answer it stay"
        )
        return f"{what} on the page. To take a reply away too, reject it."
    return ""
