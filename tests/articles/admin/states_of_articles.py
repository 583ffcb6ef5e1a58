"""One article in each state in which somebody has to act."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article, Edition, ExternalLink
from articles.publishing import Release, publish, send_back, sign, submit, withdraw
from tests.factories import (
    ApprovedArticleFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    PictureFactory,
    ReferenceFactory,
    telling_nobody,
)

DAY = timedelta(days=1)


def one_of_each(vet: User, owner: User | None = None) -> dict[str, Article]:
    """By the name of the state, which is also the title. `owner` owns each of them.

    No page of the admin that shows these states asks what readers search or what is related.
    """
    with telling_nobody():
        articles = _one_of_each(vet, owner)
    PictureFactory(key="orphan")
    return articles


def _one_of_each(vet: User, owner: User | None) -> dict[str, Article]:
    return {
        "writing": DraftArticleFactory(title="writing", owner=owner),
        "in review": submit(DraftArticleFactory(title="in review", owner=owner), by=None),
        "sent back": _sent_back(owner),
        "approved": ApprovedArticleFactory(title="approved", owner=owner),
        "unsigned": LiveArticleFactory(title="unsigned", owner=owner),
        "signed": _signed("signed", vet, owner),
        "overdue": _overdue(vet, owner),
        "scheduled": _scheduled(owner),
        "withdrawn": _withdrawn(owner),
        "broken": _with_broken_reference(owner),
    }


def _sent_back(owner: User | None) -> Article:
    article = submit(DraftArticleFactory(title="sent back", owner=owner), by=None)
    return send_back(article, by=None, remarks="Shorter, please.")


def _signed(title: str, vet: User, owner: User | None) -> Article:
    article: Article = ApprovedArticleFactory(title=title, owner=owner)
    sign(article, by=vet, review_due_on=timezone.localdate() + 30 * DAY)
    publish(article, by=None)
    article.refresh_from_db()
    return article


def _overdue(vet: User, owner: User | None) -> Article:
    article = _signed("overdue", vet, owner)
    Edition.objects.filter(article=article).update(review_due_on=timezone.localdate() - DAY)
    return article


def _scheduled(owner: User | None) -> Article:
    article: Article = ApprovedArticleFactory(title="scheduled", owner=owner)
    publish(article, by=None, release=Release(at=timezone.now() + DAY))
    article.refresh_from_db()
    return article


def _withdrawn(owner: User | None) -> Article:
    article: Article = LiveArticleFactory(title="withdrawn", owner=owner)
    withdraw(article, by=None)
    return article


def _with_broken_reference(owner: User | None) -> Article:
    article: Article = DraftArticleFactory(title="broken", owner=owner)
    ReferenceFactory(article=article, doi="10.1000/gone")
    ExternalLink.objects.create(
        url="https://doi.org/10.1000/gone",
        outcome="gone",
        checked_at=timezone.now(),
        failing_since=timezone.now(),
    )
    return article
