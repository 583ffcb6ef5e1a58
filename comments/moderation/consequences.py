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


def replies_after_all(decisions: Iterable[Decision]) -> list[str]:
    """Sentences on replies, for decisions that are undone together. One query at most.

    Replies on which one of these decisions was made are no reply that goes or stays with another.
    """
    taken = [decision.comment for decision in decisions if _takes_from_page(decision) and decision.comment]
    if not taken:
        return []
    above = [comment.pk for comment in taken if comment.parent_id is None]
    answered = [comment.pk for comment in taken if comment.parent_id is not None]
    others = Comment.objects.approved().with_words().exclude(pk__in=[comment.pk for comment in taken])
    goes = Q(parent__in=above)
    found = others.filter(goes | Q(answers__in=answered)).aggregate(
        under=Count("pk", filter=goes), beside=Count("pk", filter=~goes)
    )
    told = (_goes(found["under"], "them", "those are"), _stays(found["beside"], "them"))
    return [sentence for sentence in told if sentence]


def _takes_from_page(decision: Decision) -> bool:
    return decision.action == Action.APPROVE and decision.before != decision.after


def _shown(relation: str) -> Count:
    """How many of the comments at the end of a relation readers would see."""
    is_shown = Q(**{f"{relation}__status": Status.APPROVED}) & ~Q(**{f"{relation}__text": ""})
    return Count(relation, filter=is_shown, distinct=True)


def _sentence(parent: int | None, under: int, beside: int) -> str:
    return _goes(under, "it", "it is") if parent is None else _stays(beside, "it")


def _goes(number: int, them: str, they_are: str) -> str:
    if not number:
        return ""
    what = f"The reply under {them} goes" if number == 1 else f"The {number:,} replies under {them} go"
    back = "comes" if number == 1 else "come"
    return f"{what} from the page with {them}, and {back} back when {they_are} approved again."


def _stays(number: int, them: str) -> str:
    if not number:
        return ""
    one, many = f"The reply that answers {them} stays", f"The {number:,} replies that answer {them} stay"
    return f"{one if number == 1 else many} on the page. To take a reply away too, reject it."
