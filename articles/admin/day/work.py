"""The articles and checks that wait for a person, each by what that person may do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from articles.admin.day import texts
from articles.admin.day.offers import Turn, Waiting, WaitingSource, offer_waiting
from articles.days import day_in_words, when
from articles.models import Article, Edition, SecondLook, SymptomCheck
from articles.models.article import Stage
from articles.names import name_of_actor
from articles.publishing import check_lists, second_looks, worklists
from articles.publishing.freshness import SOON, due_before, due_day, due_on, last_look
from articles.publishing.signing import can_sign
from articles.roles import APPROVE, CHANGE, EDIT_ANY, PUBLISH, Person, may, reads_any

NAMES = ("username", "first_name", "last_name")
VIEW_CHECKS = "articles.view_symptomcheck"
CHANGE_CHECKS = "articles.change_symptomcheck"


def list_of(model: type[Article | SymptomCheck], **query: str) -> str:
    path = reverse(f"admin:articles_{model._meta.model_name}_changelist")
    return f"{path}?{urlencode(query)}"


def _articles(turn: Turn, name: str, rest: str, rows: QuerySet, row: Any, **query: str) -> WaitingSource:
    return WaitingSource(turn, name, rest, list_of(Article, **query), rows, texts.load, row)


@offer_waiting
def own_texts(person: Person) -> Iterator[WaitingSource]:
    if person is None or not may(person, CHANGE):
        return
    mine = worklists.owned_by(person)(Article.objects.order_by("-changed_at", "-pk"))
    for turn, stage, name, rest, row in (
        (Turn.SENT_BACK, Stage.SENT_BACK, "What was sent back to you", "sent back to you", _sent_back),
        (Turn.DRAFTS, Stage.WRITING, "Your drafts", "of your drafts", _draft),
    ):
        rows = worklists.at_stage(stage)(mine)
        yield _articles(turn, name, rest, rows, row, owner="me", stage__exact=stage)
    if not reads_any(person):
        yield _stale(worklists.owned_by(person)(Article.objects.all()), _due, owner="me")


@offer_waiting
def texts_of_others(person: Person) -> Iterator[WaitingSource]:
    if person is None or not reads_any(person):
        return
    if can_sign(person):
        yield from _of_a_vet(person)
    if may(person, PUBLISH):
        rows = worklists.at_stage(Stage.APPROVED)(oldest())
        name, rest = "What is approved", "to publish"
        yield _articles(Turn.TO_PUBLISH, name, rest, rows, _approved, stage__exact=Stage.APPROVED)
    if may(person, EDIT_ANY):
        own = Case(When(owner=person.pk, then=Value(0)), default=Value(1))
        yield _stale(worklists.live_unsigned(Article.objects.order_by(own)), _due)


@offer_waiting
def texts_to_review(person: Person) -> Iterator[WaitingSource]:
    """Apart from the other texts, because finding them asks the database at once."""
    if person is not None and reads_any(person) and may(person, APPROVE):
        rows = worklists.to_approve(person)(oldest())
        name, rest = "What waits for your review", "to review"
        yield _articles(Turn.TO_REVIEW, name, rest, rows, _in_review, stage__exact=Stage.IN_REVIEW)


def oldest() -> QuerySet[Article]:
    """Return all articles: what waits longest comes first."""
    return Article.objects.order_by("changed_at", "pk")


def _of_a_vet(person: Any) -> Iterator[WaitingSource]:
    unsigned = worklists.awaiting_signature(oldest())
    row = partial(_to_sign, person)
    name, rest = "What waits for your signature", "to sign"
    yield _articles(Turn.TO_SIGN, name, rest, unsigned, row, vet="waiting")
    mine = Edition.objects.live().filter(article=OuterRef("pk"), sign_off__signed_by=person.pk)
    own = Case(When(pk__in=mine.values("article"), then=Value(0)), default=Value(1))
    signed = Article.objects.exclude(pk__in=worklists.live_unsigned(Article.objects.all()).values("pk"))
    yield _stale(signed.order_by(own), partial(_look_again, person))


def _stale(articles: QuerySet[Article], row: Any, **query: str) -> WaitingSource:
    """What is due within a month, first what has been due for longest."""
    due = due_before(timezone.localdate() + SOON)
    of_article = Edition.objects.live().filter(due, article=OuterRef("pk")).order_by()
    rows = articles.alias(due=Subquery(of_article.annotate(day=due_day()).values("day")[:1]))
    order = [*articles.query.order_by, F("due"), "pk"]
    name, rest = "What should be looked at again", "to look at again"
    stale = rows.filter(due__isnull=False).order_by(*order)
    return _articles(Turn.STALE, name, rest, stale, row, review="due", **query)


def _sent_back(article: Any, number: int) -> Waiting:
    facts = texts.step_in_words(article, f"Sent back {when(article.changed_at)}")
    return texts.row_of(article, kind="Sent back to you", verb="Mend", page="change", facts=facts)


def _draft(article: Any, number: int) -> Waiting:
    facts = f"Saved {when(article.changed_at)}"
    return texts.row_of(article, kind="You were writing", verb="Go on", page="change", facts=facts)


def _in_review(article: Any, number: int) -> Waiting:
    facts = texts.step_in_words(article, texts.handed_in_by(article))
    return texts.row_of(article, kind="Waits for your review", verb="Review", page="review", facts=facts)


def _approved(article: Any, number: int) -> Waiting:
    facts = f"{texts.step_in_words(article, 'Approved')}; {texts.signature_in_words(article)}"
    return texts.row_of(
        article, kind="Approved, only to be published", verb="Publish", page="publish", facts=facts
    )


def _to_sign(person: Any, article: Any, number: int) -> Waiting:
    minutes = texts.minutes_of(article)
    mine = [one for one in article.signed if one.vet_id == _contributor_of(person)]
    kind = "Changed since you signed" if mine else "Waits for your signature"
    before = "" if article.signed else "; nobody has signed it before"
    reading = f"About {minutes} minute{'' if minutes == 1 else 's'} to read"
    facts = f"{texts.step_in_words(article, 'In review')}{before}. {reading}"
    return texts.row_of(article, kind=kind, verb="Read and sign", page="sign", facts=facts, minutes=minutes)


def _due(article: Any, number: int) -> Waiting:
    return _stale_row(article, "Look again", "change")


def _look_again(person: Any, article: Any, number: int) -> Waiting:
    return _stale_row(article, "Look again", "sign")


def _stale_row(article: Any, verb: str, page: str) -> Waiting:
    edition: Edition = article.live_editions[0]
    due, today = due_on(edition), timezone.localdate()
    late = due < today
    kind = "Review overdue" if late else f"To look at again by {day_in_words(due)}"
    since = f", due since {day_in_words(due)}" if late else ""
    facts = f"{last_look(edition, day_in_words)}{since}"
    return texts.row_of(article, kind=kind, verb=verb, page=page, facts=facts)


def _contributor_of(person: Any) -> int | None:
    return person.contributor.pk if hasattr(person, "contributor") else None


@dataclass(frozen=True)
class CheckStep:
    """A stage at which checks wait for whoever has `right`."""

    turn: Turn
    right: str
    stage: Stage
    name: str
    kind: str
    verb: str
    page: str
    rest: str


CHECK_STEPS = (
    CheckStep(
        *(Turn.SENT_BACK, CHANGE_CHECKS, Stage.SENT_BACK, "Checks that were sent back"),
        *("A check was sent back", "Mend", "change", "checks sent back"),
    ),
    CheckStep(
        *(Turn.TO_REVIEW, APPROVE, Stage.IN_REVIEW, "Checks that wait for your review"),
        *("A check waits for your review", "Review", "review", "checks to review"),
    ),
    CheckStep(
        *(Turn.TO_PUBLISH, PUBLISH, Stage.APPROVED, "Checks that are approved"),
        *("A check is approved, only to be published", "Publish", "review", "checks to publish"),
    ),
)


@offer_waiting
def small_corrections(person: Person) -> Iterator[WaitingSource]:
    if person is None or not (reads_any(person) and may(person, APPROVE)):
        return
    url = reverse("admin:articles_article_second_looks")
    rows, rest = second_looks.waiting(person).order_by("pk"), "small corrections to look at"
    yield WaitingSource(Turn.CORRECTIONS, "Small corrections", rest, url, rows, _load_looks, _to_look_at)


def _load_looks(keys: Iterable[Any]) -> dict[Any, SecondLook]:
    # Its words may be of several people; one of them published it.
    shown = ("title", "article", "live_from", *(f"published_by__{name}" for name in NAMES))
    looks = SecondLook.objects.select_related("edition__published_by")
    return looks.only(*(f"edition__{name}" for name in shown)).in_bulk(list(keys))


def _to_look_at(look: SecondLook, number: int) -> Waiting:
    url = reverse("admin:articles_article_second_look", args=[look.edition.article_id])
    who = name_of_actor(look.edition.published_by, begins=True)
    facts = f"{who} published it {when(look.edition.live_from)}"
    return Waiting("A small correction to look at", look.edition.title, url, facts, "Look", icon="eye")


def _load_checks(keys: Iterable[Any]) -> dict[Any, SymptomCheck]:
    return SymptomCheck.objects.only("title", "stage").in_bulk(list(keys))


@offer_waiting
def checks(person: Person) -> Iterator[WaitingSource]:
    if person is None or not may(person, VIEW_CHECKS):
        return
    found = SymptomCheck.objects.order_by("position", "title", "pk")
    others = found if settings.SELF_APPROVAL else found.exclude(writers=person.pk)
    for step in CHECK_STEPS:
        if may(person, step.right):
            rows = check_lists.at_stage(others if step.stage == Stage.IN_REVIEW else found, step.stage)
            row = partial(_check_row, step.kind, step.verb, step.page)
            url = list_of(SymptomCheck, stage__exact=step.stage)
            yield WaitingSource(step.turn, step.name, step.rest, url, rows, _load_checks, row)
    if can_sign(person):
        row = partial(_check_row, "A check waits for your signature", "Read and sign", "sign")
        rows, url = check_lists.awaiting_signature(found), list_of(SymptomCheck, vet="unsigned")
        name, rest = "Checks that wait for your signature", "checks to sign"
        yield WaitingSource(Turn.TO_SIGN, name, rest, url, rows, _load_checks, row)


def _check_row(kind: str, verb: str, page: str, check: SymptomCheck, number: int) -> Waiting:
    url = reverse(f"admin:articles_symptomcheck_{page}", args=[check.pk])
    return Waiting(kind, check.title, url, "60-second check", verb, icon="care")
