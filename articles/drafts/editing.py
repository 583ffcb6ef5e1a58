"""Every change of a working copy goes through here.

Changes happen one at a time, the history keeps them, and they end signatures. A change has two
halves. First `lock_article` locks the row and refuses a change of an older text. Then the caller
writes the new values, and `record` takes stock of the result.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from articles.composing.compose import Composition, compose
from articles.composing.mentions import keep_mentions
from articles.drafts.contributions import note_contribution
from articles.drafts.fields import PARTS, contents_of
from articles.drafts.fingerprint import digest_of
from articles.drafts.leads import first_picture_leads
from articles.drafts.locking import lock_article, lock_articles
from articles.drafts.parts import Contents
from articles.events import Happening, TextEvent, announce
from articles.models import Article, GlossaryTerm, Picture
from articles.models.article import BOUND_STAGES, Stage
from articles.roles import Person, require_edit

AUTOSAVED = "Autosaved"


def record(article: Article, *, by: Person, why: str = "") -> Any:
    """Take stock of the working copy after all its rows were written, and keep it in the history.

    Returns the new row of the history.
    """
    take_stock(compose(article), by=by)
    return keep(article, by=by, why=why)


def take_stock(composition: Composition, *, by: Person) -> None:
    """Bring parts, digest, version and stage up to date without saving them; store the mentions."""
    article = composition.article
    contents = contents_of(article, composition)
    article.parts = {part: contents[part] for part in PARTS}
    _note_change(article, contents, by)
    keep_mentions(article, composition.mentioned)


def _note_change(article: Article, contents: Contents, by: Person) -> None:
    digest = digest_of(contents)
    if digest == article.digest:
        return
    note_contribution(article, digest, by=by)
    before, article.digest = article.digest, digest
    article.version += 1
    if article.stage in BOUND_STAGES:
        # The old text was approved or published, and this one was not. So a change begins a new round.
        article.stage = Stage.WRITING
        article.submitted_by = None
    announce(TextEvent(Happening.CHANGED, article, by, digest_before=before))


def keep(article: Article, *, by: Person, why: str) -> Any:
    """Save the article after taking stock of it, with one row of the history; returns that row."""
    # The row of the history names who wrote this, so no autosave waits for one any more.
    article.autosaved_by = None
    article._change_reason = why or None  # type: ignore[attr-defined]  # read by simple_history
    article._history_user = by  # type: ignore[attr-defined]  # read by simple_history
    article.save()
    return article.history.latest()


def keep_autosaved(article: Article, *, by: Person) -> None:
    """Store what another person autosaved as a row of the history under their name.

    The caller holds the lock, and `by` has not written anything yet.
    """
    author = article.autosaved_by
    if author is not None and (by is None or author.pk != by.pk):
        record(article, by=author, why=AUTOSAVED)


@transaction.atomic
def keep_opened(pk: int) -> Article:
    """Store what is only autosaved as a row of the history, because a form is opened on it.

    So the text with which somebody began is known when two people's texts are joined.
    """
    article = lock_article(pk)
    keep_autosaved(article, by=None)
    return article


@transaction.atomic
def autosave(
    article: Article,
    fields: dict[str, Any],
    *,
    by: Person,
    version: int,
    save_rows: Callable[[Article], None] | None = None,
) -> Article:
    """Write fields of the article itself, and its species, without a row of the history.

    `save_rows` writes its rows, before stock is taken. Raises NotAllowed, or Conflict when `version`
    is not the present one, and writes nothing.
    """
    locked = lock_article(article.pk, version)
    require_edit(by, locked)
    keep_autosaved(locked, by=by)
    text_before = locked.body
    for name, value in fields.items():
        if name == "species":
            locked.species.set(value)
        else:
            setattr(locked, name, value)
    if save_rows:
        save_rows(locked)
    first_picture_leads(locked, before=text_before)
    # A form that is sent without a change must not put a second person's name on the text.
    before = locked.digest
    take_stock(compose(locked), by=by)
    if locked.digest != before:
        locked.autosaved_by_id = by.pk if by else None
    save_unrecorded(locked)
    return locked


def save_unrecorded(article: Article) -> None:
    """Save without a row of the history, because a later step of the same change adds it."""
    article.save_without_historical_record()  # type: ignore[attr-defined]  # added by simple_history


@transaction.atomic
def picture_changed(picture: Picture, *, by: Person) -> int:
    """Take stock of every article that shows the picture, and return how many there are."""
    shown = Article.objects.filter(picture_uses__picture=picture, picture_uses__edition=None)
    return _take_stock_of(shown, by=by, why=f"The picture “{picture.key}” was changed")


@transaction.atomic
def term_changed(explaining: list[int], term: GlossaryTerm, *, by: Person) -> int:
    """Take stock of the articles with these pks, which explain the word, and return their number."""
    shown = Article.objects.filter(pk__in=explaining)
    return _take_stock_of(shown, by=by, why=f"The word “{term.slug}” of the glossary was changed")


def _take_stock_of(shown: QuerySet[Article], *, by: Person, why: str) -> int:
    articles = lock_articles(shown)
    for article in articles:
        keep_autosaved(article, by=by)
        record(article, by=by, why=why)
    return len(articles)
