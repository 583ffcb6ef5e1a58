"""The only way an article becomes visible, or stops being so."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from articles.composing import compose
from articles.models import Article, Edition
from articles.rendering import Problem


class NotReady(Exception):
    """The working copy has problems that readers would see."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("; ".join(str(problem) for problem in problems))


class NothingToWithdraw(Exception):
    """The article has no edition that readers see or will see."""


class InThePast(Exception):
    """An edition cannot have been visible before it was published."""


@transaction.atomic
def publish(
    article: Article,
    *,
    by: User | None,
    note: str = "",
    at: datetime | None = None,
    updated_at: datetime | None = None,
    forthcoming: frozenset[str] = frozenset(),
) -> Edition:
    """Render the working copy once and store it as the edition readers see from `at` (default now).

    `updated_at` is the date readers are shown, for texts that are older than this site.
    The edition that would be live at that time ends then; scheduled ones that would have
    come later are called off. Raises NotReady or InThePast and changes nothing.
    """
    now = timezone.now()
    at = at or now
    if at < now:
        raise InThePast
    article = Article.objects.select_for_update().get(pk=article.pk)
    composition = compose(article, at=at, forthcoming=forthcoming)
    if composition.problems:
        raise NotReady(composition.problems)
    _end_editions(article, at)
    edition = composition.edition
    edition.number = (article.editions.aggregate(last=Max("number"))["last"] or 0) + 1
    edition.note = note
    edition.updated_at = updated_at or at
    edition.published_by = by
    edition.save()
    edition.species.set(composition.species)
    return edition


@transaction.atomic
def withdraw(article: Article) -> None:
    """Take the article from readers now, and call off what is scheduled.

    Raises NothingToWithdraw when nothing is live or scheduled.
    """
    now = timezone.now()
    article = Article.objects.select_for_update().get(pk=article.pk)
    editions = article.editions.all()
    if not (editions.live(now).exists() or editions.upcoming(now).exists()):
        raise NothingToWithdraw
    _end_editions(article, now)


@transaction.atomic
def call_off(article: Article) -> None:
    """Call off scheduled editions; the live one, if any, goes on without an end."""
    now = timezone.now()
    article = Article.objects.select_for_update().get(pk=article.pk)
    upcoming = article.editions.upcoming(now)
    if not upcoming.exists():
        raise NothingToWithdraw
    upcoming.update(live_until=F("live_from"))
    article.editions.live(now).update(live_until=None)


def _end_editions(article: Article, at: datetime) -> None:
    """No edition of the article is visible from `at` on."""
    article.editions.filter(live_from__gte=at).update(live_until=F("live_from"))
    article.editions.live(at).update(live_until=at)
