"""Showing an article to readers, and taking it from them."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.checks import blocking
from articles.composing.compose import Composition, compose
from articles.drafts import editing
from articles.drafts.contributions import forget_changes
from articles.drafts.locking import lock_article
from articles.events import Happening, TextEvent, announce
from articles.models import Article, Edition
from articles.models.article import Stage
from articles.pictures.link_cards import give_card
from articles.publishing.dependents import Ended, Published, tell_dependents
from articles.publishing.errors import InThePast, NotApproved, NothingToWithdraw, NotReady
from articles.publishing.release import AT_ONCE, Release
from articles.publishing.review import approve_with_publishing, is_approved, people_of
from articles.publishing.second_looks import note_unread
from articles.publishing.signing import carry_signature
from articles.publishing.small_corrections import approve_small
from articles.roles import PUBLISH, Person, require

ONLY_EDITORS = "Only editors publish and withdraw."


@transaction.atomic
def publish(article: Article, *, by: Person, release: Release = AT_ONCE) -> Edition:
    """Render the working copy once and store it as the edition that readers see from `release.at`.

    The edition that is live before ends at that time. Editions scheduled for later are called off.
    Raises NotAllowed, NotReady, NotApproved, NotSmall, TextChanged or InThePast and changes nothing.
    """
    require(by, PUBLISH, otherwise=ONLY_EDITORS)
    now = timezone.now()
    at = release.at or now
    if at < now:
        raise InThePast
    article = lock_article(article.pk)
    stage = article.stage
    composition = compose(article, at=at, forthcoming=release.forthcoming)
    # Before anything is decided: the digest that is stored may be of an older text.
    editing.take_stock(composition, by=None)
    if release.correcting:
        approve_small(article, by=by, digest=release.correcting)
    elif release.approving:
        approve_with_publishing(article, stage, by=by, digest=release.approving)
    if problems := blocking(composition):
        raise NotReady(problems)
    # Imports and commands act as the operator, whom no rule about approval holds.
    if by is not None and not is_approved(article):
        raise NotApproved
    # Before the edition is stored, for a published text has no writers any more.
    writers = people_of(article)
    edition = _store(composition, release, by)
    if by is None:
        # No rule holds the operator, so nobody has to read after them.
        forget_changes(article)
        note_unread(edition)
    elif not note_unread(edition):
        forget_changes(article)
    tell_dependents(article, Published(edition, composition))
    announce(
        TextEvent(Happening.PUBLISHED, article, by, remarks=edition.note, writers=writers, outcome=edition)
    )
    return edition


def _store(composition: Composition, release: Release, by: Person) -> Edition:
    """Store the new edition, end the earlier ones, and add a row to the history."""
    article, edition = composition.article, composition.edition
    _number(edition, release)
    edition.note = release.note
    edition.published_by_id = by.pk if by else None
    give_card(edition)
    # First, because a constraint of the database allows an article one edition at a time.
    _end_editions(article, composition.at)
    _keep_as_published(edition, article, by)
    edition.save()
    edition.species.add(*composition.species)
    return edition


def _number(edition: Edition, release: Release) -> None:
    """Give the edition its number, its dates and the columns of its size. No other code sets these."""
    edition.updated_at = release.updated_at or edition.live_from
    editions = edition.article.editions.order_by("-number")
    before = editions.only("article", "number", "writing", "updated_at", "reviewed_at").first()
    if before is None:
        # A first edition is new as a whole, so the defaults of its columns are right for any size.
        return
    edition.number = before.number + 1
    edition.is_major = release.size.moves_date
    edition.writing = before.writing + release.size.drops_ratings
    if not release.size.moves_date:
        edition.updated_at = before.updated_at
    if release.correcting:
        edition.reviewed_at = before.reviewed_at


def _keep_as_published(edition: Edition, article: Article, by: Person) -> None:
    """Add the publication to the history, and copy the signature under this exact text to the edition."""
    article.stage = Stage.PUBLISHED
    article.approved_digest = article.digest
    article.submitted_by_id = None
    why = f"Published as edition {edition.number}"
    edition.source = editing.keep(article, by=by, why=f"{why}: {edition.note}" if edition.note else why)
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
    if not article.editions.current(now).exists():
        raise NothingToWithdraw
    _end_editions(article, now)
    tell_dependents(article, Ended())
    editing.record(article, by=by, why="Withdrawn")


@transaction.atomic
def call_off(article: Article, *, by: Person) -> None:
    """Call off the scheduled editions. A live edition then has no end any more.

    Raises NotAllowed or NothingToWithdraw.
    """
    require(by, PUBLISH, otherwise=ONLY_EDITORS)
    now = timezone.now()
    article = lock_article(article.pk)
    upcoming = article.editions.upcoming(now)
    if not upcoming.exists():
        raise NothingToWithdraw
    upcoming.update(live_until=F("live_from"))
    # It had an end only because the scheduled edition was to follow.
    article.editions.live(now).update(live_until=None)
    tell_dependents(article, Ended())
    editing.record(article, by=by, why="Scheduled edition called off")


def _end_editions(article: Article, at: datetime) -> None:
    """End all editions of the article, so that none is visible from `at` on."""
    # An empty span of time: the edition keeps its number, and readers never see it.
    article.editions.filter(live_from__gte=at).update(live_until=F("live_from"))
    article.editions.live(at).update(live_until=at)
