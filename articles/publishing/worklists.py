"""Lists of articles that wait for somebody: filters of the admin's list, most also tiles of its first page.

Each function takes articles and returns those that wait. A tile counts what its filter lists.
"""

from collections.abc import Callable

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.models import Article, Edition, SignOff
from articles.models.article import Stage
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
    """Published once, and neither seen nor scheduled now."""
    lasting = Q(live_until=None) | Q(live_until__gt=timezone.now())
    seen_or_scheduled = Edition.objects.filter(lasting).exclude(live_until=F("live_from"))
    return articles.filter(_has(Edition.objects.all()), ~_has(seen_or_scheduled))


def never_published(articles: Articles) -> Articles:
    return articles.filter(~_has(Edition.objects.all()))


def live_unsigned(articles: Articles) -> Articles:
    """Readers are told that no vet has signed what they see."""
    return articles.filter(_has(Edition.objects.live().filter(sign_off=None)))


def unsigned(articles: Articles) -> Articles:
    """No vet has signed the working copy as it stands."""
    signatures = SignOff.objects.filter(article=OuterRef("pk"), digest=OuterRef("digest"))
    return articles.filter(~Exists(signatures))


def awaiting_signature(articles: Articles) -> Articles:
    """On its way to readers without a signature."""
    return unsigned(articles.filter(stage__in=(Stage.IN_REVIEW, Stage.APPROVED)))


def review_overdue(articles: Articles) -> Articles:
    """What readers see should have been looked at again by now."""
    return articles.filter(_has(Edition.objects.live().filter(review_due_on__lt=timezone.localdate())))


def _has(editions: QuerySet[Edition]) -> Exists:
    return Exists(editions.filter(article=OuterRef("pk")))
