"""Which 60-second checks wait for somebody: the filters of the admin's list and figures of its first page.

They read the stored digests, which the verbs keep true, and so ask once for all checks.
"""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.days import start_of
from articles.models import CheckVersion, RowSignature, SymptomCheck
from articles.models.article import Stage
from articles.publishing.freshness import strictest_days

Checks = QuerySet[SymptomCheck]


def at_stage(checks: Checks, stage: Stage) -> Checks:
    return checks.filter(stage=stage)


def live(checks: Checks) -> Checks:
    return checks.filter(published__isnull=False)


def live_and_changed(checks: Checks) -> Checks:
    """Return checks of which readers see an earlier text."""
    return live(checks).exclude(digest=F("published__digest"))


def withdrawn(checks: Checks) -> Checks:
    return checks.filter(was_published(), published=None)


def never_published(checks: Checks) -> Checks:
    return checks.filter(~was_published())


def live_unsigned(checks: Checks) -> Checks:
    """Return checks that tell readers no vet has signed them."""
    return live(checks).filter(~signed("published__digest"))


def awaiting_signature(checks: Checks) -> Checks:
    """Return checks that no vet has signed as readers see them, or as they are in review or approved."""
    on_their_way = Q(stage__in=(Stage.IN_REVIEW, Stage.APPROVED)) & ~signed("digest")
    return checks.filter(on_their_way | (Q(published__isnull=False) & ~signed("published__digest")))


def working_copy_signed(checks: Checks) -> Checks:
    return checks.filter(signed("digest"))


def review_overdue(checks: Checks) -> Checks:
    """Return checks that are due before today: the latest signature says when, or else the settings."""
    today = timezone.localdate()
    plan = start_of(today - timedelta(days=strictest_days()))
    late = Q(due__lt=today) | Q(due=None, published__published_at__lt=plan)
    return live(checks).alias(due=due_on()).filter(late)


def signed(digest: str) -> Exists:
    """Whether a vet signed the text whose digest stands in that column."""
    return Exists(_signatures(digest))


def due_on() -> Subquery:
    """The day on which a vet should look again at what readers see."""
    newest_first = _signatures("published__digest").order_by("-signed_at", "-pk")
    return Subquery(newest_first.values("review_due_on")[:1])


def was_published() -> Exists:
    return Exists(CheckVersion.objects.filter(check_of=OuterRef("pk"), published_at__isnull=False))


def _signatures(digest: str) -> QuerySet[RowSignature]:
    return RowSignature.objects.filter(check_of=OuterRef("pk"), digest=OuterRef(digest))
