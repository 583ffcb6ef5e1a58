"""Where an article stands, for the lists and pages of the admin: with editors, vets and readers."""

from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from articles.models import Article, Edition, SignOff
from articles.models.article import Stage
from articles.publishing.signing import sign_off_of
from articles.publishing.steps import ReviewStep, took

if TYPE_CHECKING:
    # Only for the type checker; users do not have the package.
    from django_stubs_ext import WithAnnotations


class States(TypedDict):
    is_live: bool
    is_scheduled: bool
    was_published: bool
    is_signed: bool


if TYPE_CHECKING:
    ArticleWithStates = WithAnnotations[Article, States]


def with_states(articles: QuerySet[Article]) -> "QuerySet[ArticleWithStates]":
    """Works out the states in the same query."""
    now = timezone.now()
    editions = Edition.objects.filter(article=OuterRef("pk"))
    signatures = SignOff.objects.filter(article=OuterRef("pk"), digest=OuterRef("digest"))
    return articles.annotate(
        is_live=Exists(editions.live(now)),
        is_scheduled=Exists(editions.upcoming(now)),
        was_published=Exists(editions),
        is_signed=Exists(signatures.exclude(digest="")),
    )


def state_of(article: "ArticleWithStates") -> str:
    """What readers see, in words."""
    if article.is_live:
        return "Live, next edition scheduled" if article.is_scheduled else "Live"
    if article.is_scheduled:
        return "Scheduled"
    return "Withdrawn" if article.was_published else "Never published"


def progress_of(article: "ArticleWithStates") -> str:
    """How far the working copy is, in words."""
    return f"{Stage(article.stage).label}, {'signed' if article.is_signed else 'not signed'}"


def standing_of(article: Article) -> dict[str, Any]:
    """For _standing.html: what readers see, who signed just this text, and why it was sent back."""
    return {
        "state": state_of(with_states(Article.objects.all()).get(pk=article.pk)),
        "was_seen": article.editions.seen().exists(),
        "sign_off": sign_off_of(article),
        "sent_back": sent_back(article),
    }


def sent_back(article: Article) -> str:
    """Why it was sent back; empty where it was not."""
    if article.stage != Stage.SENT_BACK:
        return ""
    # Later saves leave the text at this stage, with reasons of their own.
    rows = article.history.filter(took(ReviewStep.SENT_BACK), stage=Stage.SENT_BACK)
    reason: str | None = rows.values_list("history_change_reason", flat=True).first()
    return reason or ""
