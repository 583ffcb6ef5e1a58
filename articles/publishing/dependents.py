"""The parts of the site that must know when the editions of an article change.

To add one, such as a cache of pages, write a function here and name it in DEPENDENTS. All are
called in this order, in the verb's transaction, after the editions are stored.
"""

from collections.abc import Callable
from dataclasses import dataclass

from articles.composing.compose import Composition
from articles.composing.mentions import keep_mentions
from articles.models import Article, Edition
from articles.related import keep_related
from articles.search.keeping import drop_ended, keep_searchable


@dataclass(frozen=True)
class Published:
    """An edition was stored, and the editions that it replaces have ended."""

    edition: Edition
    composition: Composition


@dataclass(frozen=True)
class Ended:
    """The article was withdrawn, or its scheduled editions were called off."""


Event = Published | Ended
Dependent = Callable[[Article, Event], None]


def _mentions(article: Article, event: Event) -> None:
    if isinstance(event, Published):
        keep_mentions(article, event.composition.mentioned, event.edition)


def _search(article: Article, event: Event) -> None:
    if isinstance(event, Published):
        keep_searchable(event.edition)
    else:
        drop_ended(article)


def _related(article: Article, event: Event) -> None:
    """Find related pages anew. This follows the search, because pages are compared by its words."""
    keep_related(article)


DEPENDENTS: tuple[Dependent, ...] = (_mentions, _search, _related)


def tell_dependents(article: Article, event: Event) -> None:
    for dependent in DEPENDENTS:
        dependent(article, event)
