"""How much two pages have in common, as a number and as a text for editors."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from articles.models import Article
from articles.models.article import Kind
from articles.related.profiles import Profile, profiles_of

# The likeness of two texts is the cosine of their words' weights, from 0 to 1 and rarely over 0.4. It
# weighs the most, because within one species and category it alone tells fleas from grooming.
TEXT = 10.0
# A page explains a term of the glossary if the term matters to it. A fourth shared term says nothing
# new.
TERM = 0.4
MOST_TERMS = 3
# The author of a page that links to the other thought that the two belong together.
LINK = 1.0
# A reader with a cat is rarely interested in dogs.
SPECIES = 1.5
CATEGORY = 0.4
# The factor for two breed files. All say much the same about coat, size and health, so an article about
# something that this breed has tells readers more.
BREED_BESIDE_BREED = 0.55
# Pages with this score or less are not listed: it is the score of pages that share only a category.
LEAST = 0.4

# An editor sees why a page was suggested, and needs no more words for that.
MOST_SHOWN = 3


@dataclass(frozen=True)
class Likeness:
    """What two pages have in common. It is the same in both directions."""

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
        """How many of the two link to the other: 0, 1 or 2."""
        return (self.other.article in self.one.links) + (self.one.article in self.other.links)

    @property
    def is_of_category(self) -> bool:
        return self.one.category == self.other.category

    @property
    def are_breeds(self) -> bool:
        return self.one.kind == self.other.kind == Kind.BREED

    @property
    def in_words(self) -> str:
        """The reasons as editors read them, such as “1 shared term (Itch), about the same animals”."""
        return ", ".join(self._reasons())

    def _reasons(self) -> Iterator[str]:
        if self.links:
            yield "each links to the other" if self.links > 1 else "one links to the other"
        if terms := sorted(self.one.terms[key] for key in self.shared_terms):
            count = "1 shared term" if len(terms) == 1 else f"{len(terms)} shared terms"
            yield f"{count} ({', '.join(terms)})"
        if self.shared_species:
            yield "about the same animals"
        if self.is_of_category:
            yield "same category"
        if words := sorted(self.shared_words, key=lambda word: (-self.shared_words[word], word)):
            written = (self.one.words[word].written for word in words[:MOST_SHOWN])
            yield f"shared words: {', '.join(written)}"


def best_first(page: Profile, others: Iterable[Profile], *, most: int) -> list[Likeness]:
    """Return the `most` alike of the `others`, and of equals the newest first.

    The page itself, and pages that have nothing to do with it, are left out.
    """
    found = [Likeness(page, other) for other in others if other.article != page.article]
    found = [likeness for likeness in found if likeness.score > LEAST]
    return sorted(found, key=_order)[:most]


def _order(likeness: Likeness) -> tuple[float, float, int]:
    # The score is rounded, because floating-point sums in another order differ in their last digits.
    other = likeness.other
    return (-round(likeness.score, 6), -other.live_from.timestamp(), -other.article)


def reasons_for(article: Article, others: Collection[int]) -> dict[int, str]:
    """Return what the article has in common with each of `others`, by their pks.

    Articles without a live or scheduled edition have no reasons.
    """
    profiles = profiles_of([article.pk, *others])
    page = profiles.pop(article.pk, None)
    if page is None:
        return {}
    return {pk: Likeness(page, other).in_words for pk, other in profiles.items()}
