"""Suggestions for what a reader has typed so far, best first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from urllib.parse import urlencode

from django.urls import reverse

from articles.models import Edition, GlossaryTerm, Suggestion
from articles.models.article import Kind
from articles.search.lexemes import normalise
from articles.search.suggesting.most_asked import MOST, most_asked, to_begin_with
from articles.search.vocabulary import current

# Readers rarely type more before they choose a suggestion or send the question.
MOST_CHARACTERS = 60
MOST_WORDS = 8
# Among very many pages that begin alike, none is better than others.
MOST_LOOKED_AT = 300
MOST_PHRASES = 4
# More than are shown, because some pages are no longer live, and a page may have several rows.
MOST_FETCHED = 4 * MOST


class SuggestionKind(IntEnum):
    """The kinds of suggestions, in the order in which they are shown."""

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
    kind: SuggestionKind
    href: str

    @property
    def as_json(self) -> dict[str, str]:
        return {"text": self.text, "kind": self.kind.label, "href": self.href}


def suggestions(typed: str) -> list[Suggested]:
    """Return at most `MOST` suggestions, no text twice, with at most four queries.

    Before anything is typed, they are what others ask.
    """
    words = normalise(typed[:MOST_CHARACTERS].replace("\0", " ")).split()[:MOST_WORDS]
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
    """Return pages whose title or subject begins with the words, and then those within which they stand.

    Shorter texts come first, because more of them is what was typed.
    """
    rows = _beginning(" ".join(words))
    if len(words) > 1 and len(rows) < MOST:
        # For “knead cat”: the index finds pages by the longest word, and the other words filter them.
        rows |= {row for row in _beginning(max(words, key=len)) if _has(normalise(row[1]).split(), words)}
    best = sorted(rows, key=lambda row: (not row[2], len(row[1]), row[1], row[0]))[:MOST_FETCHED]
    editions = Edition.objects.live().select_related("article").only("title", "kind", "article__slug")
    live = editions.in_bulk({pk for pk, _, _ in best})
    seen: set[int] = set()
    for pk, text, _ in best:
        if pk in live and pk not in seen:
            seen.add(pk)
            yield _page(live[pk], text)


def _beginning(key: str) -> set[tuple[int, str, bool]]:
    """Return editions' pks with a text, and whether the text begins with `key`, not only a word in it."""
    rows = Suggestion.objects.filter(key__startswith=key)
    return set(rows.values_list("edition", "text", "is_beginning")[:MOST_LOOKED_AT])


def _has(whole: Iterable[str], typed: Iterable[str]) -> bool:
    """Return whether each of the `typed` words is the beginning of one of the `whole` words."""
    whole = list(whole)
    return all(any(word.startswith(beginning) for word in whole) for beginning in typed)


def _owners_phrases(words: Sequence[str]) -> list[str]:
    """Return owners' phrases with a word that begins so, those that begin so themselves first.

    A plural is left out beside its singular: “back legs” says no more than “back leg”.
    """
    beginning = " ".join(words)
    found = [phrase for phrase in current().phrases if f" {beginning}" in f" {phrase}"]
    found = [phrase for phrase in found if phrase.removesuffix("s") not in found or phrase[-1] != "s"]
    return sorted(found, key=lambda phrase: (not phrase.startswith(beginning), len(phrase)))[:MOST_PHRASES]


def _terms(words: Sequence[str]) -> Iterator[Suggested]:
    for term in GlossaryTerm.objects.filter(name__icontains=words[0])[:MOST_LOOKED_AT]:
        if _has(normalise(term.name).split(), words):
            yield Suggested(term.name, SuggestionKind.TERM, term.get_absolute_url())


def _page(edition: Edition, text: str = "") -> Suggested:
    kind = SuggestionKind.BREED if edition.kind == Kind.BREED else SuggestionKind.ARTICLE
    return Suggested(text or edition.title, kind, edition.get_absolute_url())


def _question(words: str) -> Suggested:
    return Suggested(words, SuggestionKind.QUESTION, f"{reverse('search')}?{urlencode({'q': words})}")
