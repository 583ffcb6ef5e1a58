"""Which articles wait for somebody: the filters of the admin's list and figures of its first page.

Each function takes articles and returns those that wait. A figure says how many its filter lists.
"""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from articles.models import Article, Edition, SignOff
from articles.models.article import Stage
from articles.publishing.freshness import SOON, YEAR, due_before, reviewed_before
from articles.roles import Person

Articles = QuerySet[Article]
Worklist = Callable[[Articles], Articles]


def at_stage(*stages: Stage) -> Worklist:
    return lambda articles: articles.filter(stage__in=stages)


def owned_by(person: Person) -> Worklist:
    return lambda articles: articles.filter(owner=person.pk) if person else articles.none()


def live(articles: Articles) -> Articles:
    return articles.filter(_has(Edition.objects.live()))


def scheduled(articles: Articles) -> Articles:
    return articles.filter(_has(Edition.objects.upcoming()))


def withdrawn(articles: Articles) -> Articles:
    """Return articles that were published, and that readers neither see nor will see."""
    return articles.filter(_has(Edition.objects.all()), ~_has(Edition.objects.current()))


def never_published(articles: Articles) -> Articles:
    return articles.filter(~_has(Edition.objects.all()))


def live_unsigned(articles: Articles) -> Articles:
    """Return articles whose live page tells readers that no vet has signed it."""
    return articles.filter(_has(Edition.objects.live().filter(sign_off=None)))


def unsigned(articles: Articles) -> Articles:
    """Return articles whose present working copy no vet has signed."""
    signatures = SignOff.objects.filter(article=OuterRef("pk"), digest=OuterRef("digest"))
    return articles.filter(~Exists(signatures))


def awaiting_signature(articles: Articles) -> Articles:
    """Return unsigned articles that are in review or approved."""
    return unsigned(articles.filter(stage__in=(Stage.IN_REVIEW, Stage.APPROVED)))


def review_overdue(articles: Articles) -> Articles:
    """Return articles whose live page is due for a new review, whether a vet signed it or not."""
    return articles.filter(_has(Edition.objects.live().filter(due_before(timezone.localdate()))))


def ageing(articles: Articles) -> Articles:
    """Return articles whose live page falls due within a month."""
    today = timezone.localdate()
    soon = due_before(today + SOON) & ~due_before(today)
    return articles.filter(_has(Edition.objects.live().filter(soon)))


def due(articles: Articles) -> Articles:
    """Return articles whose live page is overdue, or due within a month."""
    soon = due_before(timezone.localdate() + SOON)
    return articles.filter(_has(Edition.objects.live().filter(soon)))


def not_reviewed_for_a_year(articles: Articles) -> Articles:
    """Return articles whose live page neither a vet signed nor an editor published within a year."""
    old = reviewed_before(timezone.localdate() - YEAR)
    return articles.filter(_has(Edition.objects.live().filter(old)))


def never_reviewed(articles: Articles) -> Articles:
    """Return articles whose live page came from an import: no vet signed it and nobody here published it."""
    return articles.filter(_has(Edition.objects.live().filter(sign_off=None, published_by=None)))


def _has(editions: QuerySet[Edition]) -> Exists:
    return Exists(editions.filter(article=OuterRef("pk")))
