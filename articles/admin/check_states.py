"""Where a 60-second check stands, for the lists and pages of the admin: with editors, vets and readers."""

from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from articles.models import RowSignature, SymptomCheck
from articles.models.article import Stage
from articles.publishing import check_lists
from articles.publishing.steps import ReviewStep, took

if TYPE_CHECKING:
    from datetime import date

    # Only for the type checker; users do not have the package.
    from django_stubs_ext import WithAnnotations


class CheckStates(TypedDict):
    was_published: bool
    is_as_live: bool | None
    is_signed: bool
    is_live_signed: bool
    due_on: "date | None"


if TYPE_CHECKING:
    CheckWithStates = WithAnnotations[SymptomCheck, CheckStates]


def with_check_states(checks: QuerySet[SymptomCheck]) -> "QuerySet[CheckWithStates]":
    """Works out the states in the same query."""
    return checks.annotate(
        was_published=check_lists.was_published(),
        is_as_live=Q(digest=F("published__digest")),
        is_signed=check_lists.signed("digest"),
        is_live_signed=check_lists.signed("published__digest"),
        due_on=check_lists.due_on(),
    )


def readers_see(check: "CheckWithStates") -> str:
    """What readers see, in words."""
    if check.published_id:
        return "Live" if check.is_as_live else "Live, an earlier text"
    return "Withdrawn" if check.was_published else "Never published"


def vet_has(check: "CheckWithStates") -> str:
    """What a vet has signed, in words."""
    signed = _signed(check.is_signed)
    if check.published_id and not check.is_as_live:
        signed = f"Readers’ text {_signed(check.is_live_signed).lower()}, this one {signed.lower()}"
    overdue = check.due_on is not None and check.due_on < timezone.localdate()
    return f"{signed}, review overdue" if overdue else signed


def _signed(is_signed: bool) -> str:
    return "Signed" if is_signed else "Not signed"


def check_standing(check: SymptomCheck) -> dict[str, Any]:
    """For _standing.html: how far the text is, who signed just this text, and why it was sent back.

    `digest` is that of the rows as they are, even if no verb has recorded it yet.
    """
    states = with_check_states(SymptomCheck.objects.all()).get(pk=check.pk)
    digest = check.text_digest()
    return {
        "digest": digest,
        "stage": present_stage(check, digest),
        "state": readers_see(states),
        "sign_off": signature_under(check, digest),
        "sent_back": _last_remark(check) if check.stage == Stage.SENT_BACK else "",
    }


def present_stage(check: SymptomCheck, digest: str) -> Stage:
    """A text that no verb has recorded yet is being written, whatever was decided about the one before."""
    return Stage(check.stage) if digest == check.digest else Stage.WRITING


def signature_under(check: SymptomCheck, digest: str) -> RowSignature | None:
    found: RowSignature | None = check.signatures.filter(digest=digest).first()
    return found


def was_published(check: SymptomCheck) -> bool:
    return bool(check.versions.filter(published_at__isnull=False).exists())


def _last_remark(check: SymptomCheck) -> str:
    sent_back = check.versions.filter(took(ReviewStep.SENT_BACK, field="why"))
    return sent_back.values_list("why", flat=True).first() or ""
