"""How much two pages have to do with each other, and the same said in words."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from articles.models import Article
from articles.models.article import Kind
from articles.related.profiles import Profile, profiles_of

# What two texts say in the same telling words, from 0 to 1 (the cosine of their weights), rarely
# over 0.4. It weighs most: it alone tells fleas from grooming within one species and category.
TEXT = 10.0
# A word of the glossary is explained where it matters; a fourth one says nothing new.
TERM = 0.4
MOST_TERMS = 3
# Whoever wrote one of the pages thought of the other.
LINK = 1.0
# Who keeps a cat seldom reads on about dogs.
SPECIES = 1.5
CATEGORY = 0.4
# All breed files say much the same of coat, size and health: what tells readers something new is
# an article about what this breed has.
BREED_BESIDE_BREED = 0.55
# Less is no more than having the same category: a site's first pages have nothing to do with each other.
LEAST = 0.4

MOST_SHOWN = 3


@dataclass(frozen=True)
class Likeness:
    """Of two pages, the same in both directions."""

    one: Profile
    other: Profile

    @cached_property
    def score(self) -> float:
        score = (
            TEXT * sum(self.shared_words.values())
            + TERM * min(len(self.shared_terms), MOST_TERMS)
            + LINK * self.links
            + SPECIES * bool(self.shared_species)
            + CATEGORY * self.is_of_category
        )
        return score * BREED_BESIDE_BREED if self.are_breeds else score

    @cached_property
    def shared_words(self) -> dict[str, float]:
        mine, theirs = self.one.words, self.other.words
        return {word: mine[word].weight * theirs[word].weight for word in mine.keys() & theirs.keys()}

    @property
    def shared_terms(self) -> set[str]:
        return self.one.terms.keys() & self.other.terms.keys()

    @property
    def shared_species(self) -> frozenset[int]:
        return self.one.species & self.other.species

    @property
    def links(self) -> int:
        """How many of the two lead to the other."""
        return (self.other.article in self.one.links) + (self.one.article in self.other.links)

    @property
    def is_of_category(self) -> bool:
        return self.one.category == self.other.category

    @property
    def are_breeds(self) -> bool:
        return self.one.kind == self.other.kind == Kind.BREED

    @property
    def in_words(self) -> str:
        """Why, for editors: “2 shared terms (Itch, Reflex), same species, shared words: legs, spine”."""
        return ", ".join(self._reasons())

    def _reasons(self) -> Iterator[str]:
        if self.links:
            yield "each links to the other" if self.links > 1 else "one links to the other"
        if terms := sorted(self.one.terms[key] for key in self.shared_terms):
            said = "1 shared term" if len(terms) == 1 else f"{len(terms)} shared terms"
            yield f"{said} ({', '.join(terms)})"
        if self.shared_species:
            yield "same species"
        if self.is_of_category:
            yield "same category"
        if words := sorted(self.shared_words, key=lambda word: (-self.shared_words[word], word)):
            written = (self.one.words[word].written for word in words[:MOST_SHOWN])
            yield f"shared words: {', '.join(written)}"


def best_first(page: Profile, others: Iterable[Profile], *, most: int) -> list[Likeness]:
    """Of equals the newest. Never the page itself, nor what has nothing to do with it."""
    found = [Likeness(page, other) for other in others if other.article != page.article]
    found = [likeness for likeness in found if likeness.score > LEAST]
    return sorted(found, key=_order)[:most]


def _order(likeness: Likeness) -> tuple[float, float, int]:
    # Sums of the same parts in another order differ in their last digits.
    other = likeness.other
    return (-round(likeness.score, 6), -other.live_from.timestamp(), -other.article)


def reasons_for(article: Article, others: Collection[int]) -> dict[int, str]:
    """By the number of each of `others`, what it has in common with the article, where both are published."""
    profiles = profiles_of([article.pk, *others])
    page = profiles.pop(article.pk, None)
    if page is None:
        return {}
    return {number: Likeness(page, other).in_words for number, other in profiles.items()}
