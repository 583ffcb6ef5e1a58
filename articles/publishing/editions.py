"""Making an article visible, and taking it from readers."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.checks import blocking
from articles.composing.compose import Composition, compose
from articles.composing.mentions import Mentioned, keep_mentions
from articles.drafts import editing
from articles.drafts.locking import lock_article
from articles.models import Article, Edition
from articles.models.article import BOUND_STAGES, Stage
from articles.pictures.link_cards import give_card
from articles.publishing.errors import InThePast, NotApproved, NothingToWithdraw, NotReady
from articles.publishing.review import approve, submit
from articles.publishing.signing import carry_signature
from articles.related import keep_related
from articles.roles import PUBLISH, Person, require
from articles.search.keeping import drop_ended, keep_searchable

ONLY_EDITORS = "Only editors publish and withdraw."


@transaction.atomic
def publish(
    article: Article,
    *,
    by: Person,
    note: str = "",
    at: datetime | None = None,
    major: bool = True,
    rewritten: bool = False,
    updated_at: datetime | None = None,
    approving: str = "",
    forthcoming: frozenset[str] = frozenset(),
) -> Edition:
    """Render the working copy once and store it as the edition readers see from `at` (default now).

    Only a `major` edition moves the date readers see; `updated_at` is that date, for texts
    that are older than this site. Of a `rewritten` page readers' ratings start afresh. With
    `approving`, the digest of the text that `by` read, they hand it in and approve it on the
    way, where they may. The edition that would be live at that time ends then; scheduled
    ones that would have come later are called off.
    Raises NotAllowed, NotReady, NotApproved, TextChanged or InThePast and changes nothing.
    """
    require(by, PUBLISH, otherwise=ONLY_EDITORS)
    now = timezone.now()
    at = at or now
    if at < now:
        raise InThePast
    if approving:
        _approve(article, approving, by)
    article = lock_article(article.pk)
    mentioned = editing.take_stock(article, by=by)
    composition = compose(article, at=at, forthcoming=forthcoming)
    if problems := blocking(article, composition):
        raise NotReady(problems)
    if by is not None and not is_approved(article):
        raise NotApproved
    edition = _number(composition, article, updated_at or at, major=major, rewritten=rewritten)
    edition.note = note
    edition.published_by_id = by.pk if by else None
    give_card(edition)
    _end_editions(article, at)
    _keep_as_published(edition, article, mentioned, by)
    edition.save()
    edition.species.set(composition.species)
    keep_mentions(article, mentioned, edition)
    keep_searchable(edition)
    keep_related(article)
    return edition


def _approve(article: Article, digest: str, by: Person) -> None:
    """What a single editor does with a text of their own, or an editor with one in review."""
    article = lock_article(article.pk)
    if article.stage in {Stage.WRITING, Stage.SENT_BACK}:
        submit(article, by=by)
    if article.stage not in BOUND_STAGES:
        approve(article, by=by, digest=digest)


def is_approved(article: Article) -> bool:
    """Whether just this text was approved, as its stored digest tells it."""
    return article.stage in BOUND_STAGES and article.approved_digest == article.digest


def _number(
    composition: Composition, article: Article, updated_at: datetime, *, major: bool, rewritten: bool
) -> Edition:
    """Give the edition its place after those before it."""
    edition = composition.edition
    before = article.editions.order_by("-number").first()
    edition.number = before.number + 1 if before else 1
    edition.is_major = major or before is None
    edition.writing = before.writing + rewritten if before else 1
    edition.updated_at = updated_at if major or before is None else before.updated_at
    return edition


def _keep_as_published(edition: Edition, article: Article, mentioned: Mentioned, by: Person) -> None:
    """Note in the history what was published, and on the edition who signed just that."""
    article.stage = Stage.PUBLISHED
    article.approved_digest = article.digest
    article.writer_id = article.submitted_by_id = None
    why = f"Published as edition {edition.number}"
    edition.source = editing.keep(
        article, mentioned, by=by, why=f"{why}: {edition.note}" if edition.note else why
    )
    edition.digest = article.digest
    carry_signature(edition, article)


@transaction.atomic
def withdraw(article: Article, *, by: Person) -> None:
    """Take the article from readers now, and call off what is scheduled.

    Raises NotAllowed, or NothingToWithdraw when nothing is live or scheduled.
    """
    require(by, PUBLISH, otherwise=ONLY_EDITORS)
    now = timezone.now()
    article = lock_article(article.pk)
    editions = article.editions.all()
    if not (editions.live(now).exists() or editions.upcoming(now).exists()):
        raise NothingToWithdraw
    _end_editions(article, now)
    drop_ended(article)
    keep_related(article)
    editing.record(article, by=by, why="Withdrawn")


@transaction.atomic
def call_off(article: Article, *, by: Person) -> None:
    """Call off scheduled editions; the live one, if any, goes on without an end.

    Raises NotAllowed or NothingToWithdraw.
    """
    require(by, PUBLISH, otherwise=ONLY_EDITORS)
    now = timezone.now()
    article = lock_article(article.pk)
    upcoming = article.editions.upcoming(now)
    if not upcoming.exists():
        raise NothingToWithdraw
    upcoming.update(live_until=F("live_from"))
    article.editions.live(now).update(live_until=None)
    drop_ended(article)
    keep_related(article)
    editing.record(article, by=by, why="Scheduled edition called off")


def _end_editions(article: Article, at: datetime) -> None:
    """No edition of the article is visible from `at` on."""
    article.editions.filter(live_from__gte=at).update(live_until=F("live_from"))
    article.editions.live(at).update(live_until=at)
