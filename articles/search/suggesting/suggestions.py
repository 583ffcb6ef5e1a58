"""Suggestions for what was typed so far, best first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from urllib.parse import urlencode

from django.urls import reverse

from articles.models import Edition, GlossaryTerm, Suggestion
from articles.models.article import Kind as PageKind
from articles.search.suggesting.most_asked import MOST, most_asked, to_begin_with
from articles.search.vocabulary import current
from articles.search.words import plain

# Beginnings are short.
MOST_CHARACTERS = 60
MOST_WORDS = 8
# Of very many pages that begin alike, some are as good as others.
MOST_LOOKED_AT = 300
MOST_PHRASES = 4
# Some of the best may be over, or two rows of one page.
MOST_FETCHED = 4 * MOST


class Kind(IntEnum):
    """In the order in which they are shown; the name says what readers are told."""

    ARTICLE = 1
    BREED = 2
    QUESTION = 3
    TERM = 4

    @property
    def label(self) -> str:
        return {1: "Article", 2: "Breed file", 3: "Search", 4: "Word explained"}[self]


@dataclass(frozen=True)
class Suggested:
    text: str
    kind: Kind
    href: str

    @property
    def as_json(self) -> dict[str, str]:
        return {"text": self.text, "kind": self.kind.label, "href": self.href}


def suggestions(typed: str) -> list[Suggested]:
    """At most `MOST`, no text twice. Of nothing typed yet, what others ask. Four queries at most."""
    words = plain(typed[:MOST_CHARACTERS].replace("\0", " ")).split()[:MOST_WORDS]
    found: dict[str, Suggested] = {}
    for one in _for(words) if words else _for_nothing():
        found.setdefault(one.text.casefold(), one)
    return list(found.values())[:MOST]


def _for_nothing() -> Iterator[Suggested]:
    yield from (_question(words) for words in most_asked())
    yield from map(_page, to_begin_with())


def _for(words: Sequence[str]) -> Iterator[Suggested]:
    yield from _pages(words)
    yield from (_question(phrase) for phrase in _owners_phrases(words))
    yield from _terms(words)


def _pages(words: Sequence[str]) -> Iterator[Suggested]:
    """Those that begin so, then those in which a word begins so; of equals the shorter text."""
    rows = _beginning(" ".join(words))
    if len(words) > 1 and len(rows) < MOST:
        # “knead cat”: by the longest word, and then those that have the others.
        rows |= {row for row in _beginning(max(words, key=len)) if _has(plain(row[1]).split(), words)}
    best = sorted(rows, key=lambda row: (not row[2], len(row[1]), row[1], row[0]))[:MOST_FETCHED]
    editions = Edition.objects.live().select_related("article").only("title", "kind", "article__slug")
    live = editions.in_bulk({edition for edition, _, _ in best})
    seen: set[int] = set()
    for edition, text, _ in best:
        if edition in live and edition not in seen:
            seen.add(edition)
            yield _page(live[edition], text)


def _beginning(key: str) -> set[tuple[int, str, bool]]:
    """The number of an edition, its text, and whether the whole text begins so."""
    rows = Suggestion.objects.filter(key__startswith=key)
    return set(rows.values_list("edition", "text", "is_beginning")[:MOST_LOOKED_AT])


def _has(said: Iterable[str], words: Iterable[str]) -> bool:
    """Whether each word begins one of those said."""
    said = list(said)
    return all(any(one.startswith(word) for one in said) for word in words)


def _owners_phrases(words: Sequence[str]) -> list[str]:
    """Those that begin so first; “back legs” says no more than “back leg”."""
    beginning = " ".join(words)
    found = [phrase for phrase in current().phrases if f" {beginning}" in f" {phrase}"]
    found = [phrase for phrase in found if phrase.removesuffix("s") not in found or phrase[-1] != "s"]
    return sorted(found, key=lambda phrase: (not phrase.startswith(beginning), len(phrase)))[:MOST_PHRASES]


def _terms(words: Sequence[str]) -> Iterator[Suggested]:
    for term in GlossaryTerm.objects.filter(name__icontains=words[0])[:MOST_LOOKED_AT]:
        if _has(plain(term.name).split(), words):
            yield Suggested(term.name, Kind.TERM, term.get_absolute_url())


def _page(edition: Edition, text: str = "") -> Suggested:
    kind = Kind.BREED if edition.kind == PageKind.BREED else Kind.ARTICLE
    return Suggested(text or edition.title, kind, edition.get_absolute_url())


def _question(words: str) -> Suggested:
    return Suggested(words, Kind.QUESTION, f"{reverse('search')}?{urlencode({'q': words})}")
