"""What has to follow when the editions of an article change.

A capability joins by a function here and a line in DEPENDENTS, such as a cache of pages. All
are told in the transaction of the verb, in this order, once the editions are stored.
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
    """An edition was stored; those whose place it takes have ended."""

    edition: Edition
    composition: Composition


@dataclass(frozen=True)
class Ended:
    """The article was withdrawn, or what was scheduled was called off."""


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
    """Comes after the search: pages are compared by the words that the search has of them."""
    keep_related(article)


DEPENDENTS: tuple[Dependent, ...] = (_mentions, _search, _related)


def tell_dependents(article: Article, event: Event) -> None:
    for dependent in DEPENDENTS:
        dependent(article, event)
