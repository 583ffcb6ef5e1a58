"""Where an article stands, for the lists and pages of the admin: with editors, vets and readers."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from articles.models import Article, Edition, SignOff
from articles.models.article import Stage
from articles.publishing.signing import sign_off_of


def with_states(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Each with `is_live`, `is_scheduled`, `was_published` and `is_signed`, in the same query."""
    now = timezone.now()
    editions = Edition.objects.filter(article=OuterRef("pk"))
    signatures = SignOff.objects.filter(article=OuterRef("pk"), digest=OuterRef("digest"))
    return articles.annotate(
        is_live=Exists(editions.live(now)),
        is_scheduled=Exists(editions.upcoming(now)),
        was_published=Exists(editions),
        is_signed=Exists(signatures.exclude(digest="")),
    )


def state_of(article: Article) -> str:
    """What readers see, in words; the article comes from `with_states`."""
    live: bool = article.is_live  # type: ignore[attr-defined]  # annotated
    scheduled: bool = article.is_scheduled  # type: ignore[attr-defined]  # annotated
    if live:
        return "Live, next edition scheduled" if scheduled else "Live"
    if scheduled:
        return "Scheduled"
    return "Withdrawn" if article.was_published else "Never published"  # type: ignore[attr-defined]  # annotated


def progress_of(article: Article) -> str:
    """How far the working copy is, in words; the article comes from `with_states`."""
    signed: bool = article.is_signed  # type: ignore[attr-defined]  # annotated
    return f"{Stage(article.stage).label}, {'signed' if signed else 'not signed'}"


def standing_of(article: Article) -> dict[str, Any]:
    """For _standing.html: what readers see, who signed just this text, and why it was sent back."""
    return {
        "state": state_of(with_states(Article.objects.all()).get(pk=article.pk)),
        "was_seen": article.editions.seen().exists(),
        "sign_off": sign_off_of(article),
        "sent_back": _last_remark(article) if article.stage == Stage.SENT_BACK else "",
    }


def _last_remark(article: Article) -> str:
    sent_back = article.history.filter(stage=Stage.SENT_BACK, history_change_reason__startswith="Sent back")
    reason: str | None = sent_back.values_list("history_change_reason", flat=True).first()
    return reason or ""
