"""Which articles wait for somebody: the filters of the admin's list and figures of its first page.

Each function takes articles and returns those that wait. A figure says how many its filter lists.
"""

from collections.abc import Callable

from django.conf import settings
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from articles.models import Article, Contribution, Edition, SignOff
from articles.models.article import Stage
from articles.publishing.deciding import reasons_for
from articles.publishing.freshness import SOON, YEAR, due_before, reviewed_before
from articles.roles import APPROVE, Person, may

Articles = QuerySet[Article]
Worklist = Callable[[Articles], Articles]
# Texts in review in which one person mended something that nobody else read.
MOST_ASKED_ABOUT = 20


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


def to_approve(person: Person) -> Worklist:
    """Those in review that `person` may approve, as deciding.reasons_for() says of each of them.

    The database leaves out what is theirs at first sight. What holds words of theirs that nobody else
    read is rare, and asked about one by one: a few mended words hinder nobody.
    """

    def waiting(articles: Articles) -> Articles:
        in_review = articles.filter(stage=Stage.IN_REVIEW)
        if not may(person, APPROVE):
            return in_review.none()
        if person is None or settings.SELF_APPROVAL:
            return in_review
        own = Q(submitted_by=person.pk) | Q(author__user=person.pk)
        # A comparison with NULL is neither true nor false, and exclude() would drop what nobody handed in.
        is_own = Case(When(own, then=Value(True)), default=Value(False), output_field=BooleanField())
        others = in_review.alias(is_own=is_own).filter(is_own=False)
        is_touched = Exists(Contribution.objects.filter(article=OuterRef("pk"), person=person.pk))
        asked = reasons_for(others.filter(is_touched)[:MOST_ASKED_ABOUT], person)
        return others.filter(~is_touched | Q(pk__in=[pk for pk, reason in asked.items() if not reason]))

    return waiting


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
