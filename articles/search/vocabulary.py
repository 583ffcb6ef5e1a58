"""The vocabulary: the words of the site as they are written, and how many pages contain each.

The words are rows, which change in the transaction that changes a page. Each process keeps them in
memory until the row with their version changes.
"""

import re
from collections import ChainMap, Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import log

from django.db import connection
from django.db.models import F, Q

from articles.models import Edition, SearchEntry, Species, Synonym, VocabularyVersion, Word
from articles.models.article import Kind
from articles.phrases import Phrases, naming
from articles.search.kept import Kept
from articles.search.lexemes import ENGLISH, normalise

# Only the commonest words are in memory, because a misspelt word is compared with all of them.
MOST_KEPT = 60_000
MOST_BREEDS = 500
SHORTEST = 2
LEXEME = re.compile("'([^']+)'")

# A ChainMap puts rare words that were looked up before the words that are in memory.
Counts = dict[str, int] | ChainMap[str, int]

ADD = """
INSERT INTO articles_word (word, stem, pages)
SELECT word, (ts_lexize('english_stem', word))[1], pages
FROM unnest(%s::text[], %s::int[]) AS said (word, pages)
WHERE cardinality(ts_lexize('english_stem', word)) > 0
ON CONFLICT (word) DO UPDATE SET pages = articles_word.pages + EXCLUDED.pages
"""
CALLED = """
SELECT id, phraseto_tsquery(%s, name)::text, phraseto_tsquery(%s, singular)::text FROM articles_species
"""
# The version comes from the clock, not from a count. A transaction that is rolled back would give its
# count free for other words, and a process that had read it would keep the wrong words.
RAISE = """
INSERT INTO articles_vocabularyversion (id, number)
VALUES (1, extract(epoch FROM clock_timestamp()) * 1000000)
ON CONFLICT (id) DO UPDATE SET number = greatest(EXCLUDED.number, articles_vocabularyversion.number + 1)
"""


@dataclass(frozen=True)
class Vocabulary:
    """The words of the site, as one version of the rows has them.

    `pages` and `stems` say how many pages contain a word, and a stem. `said` are the words of
    synonyms and of the names of animals. `size` is the number of pages.
    `species`, `names` and `called` are by the pk of an animal: phrases that match a question about
    it, the words of its names, and a tsquery for what texts call it.
    `breeds` have the phrases for each breed, and the pks of its animals. `phrases` are all phrases
    of synonyms, from A to Z. A misspelt word is compared with `words`.
    """

    pages: Counts
    stems: Counts
    said: frozenset[str]
    size: int
    species: Mapping[int, Phrases]
    names: Mapping[int, frozenset[str]]
    called: Mapping[int, str]
    breeds: Sequence[tuple[Phrases, frozenset[int]]]
    phrases: Sequence[str]
    words: Sequence[str]

    def knows(self, word: str) -> bool:
        return word in self.pages or word in self.said

    def beside(self, words: Sequence[str], stems: Sequence[str]) -> "Vocabulary":
        """Return a vocabulary that also has these words and stems, even if they are too rare for memory.

        It takes one query, and only if some of the words may be missing.
        """
        if len(self.words) < MOST_KEPT or all(map(self.knows, words)):
            return self
        rows = list(Word.objects.filter(Q(word__in=words) | Q(stem__in=stems)).order_by("pages"))
        pages = {row.word: row.pages for row in rows}
        # The rows are sorted, so that the commonest form of a stem comes last and stands for all.
        having = {row.stem: row.pages for row in rows}
        return replace(self, pages=ChainMap(pages, self.pages), stems=ChainMap(having, self.stems))

    def rarity(self, query: str) -> float:
        """Return the inverse document frequency of a tsquery: higher for fewer pages, never negative.

        No query runs. A conjunction counts as frequent as its rarest word, and the whole as its most
        frequent alternative. The formula is that of Okapi BM25.
        """
        alternatives = (LEXEME.findall(alternative) for alternative in query.split("|"))
        commonest = max(min((self.stems.get(one, 0) for one in words), default=0) for words in alternatives)
        having = min(commonest, self.size)
        return log(1 + (self.size - having + 0.5) / (having + 0.5))


def current() -> Vocabulary:
    """Return the vocabulary, with one small query unless a word changed since the last call."""
    version = VocabularyVersion.objects.values_list("number", flat=True).first() or 0
    return _kept.of(version)


def words_changed() -> None:
    """Raise the version. Call this first in a transaction that changes words of pages, owners or species.

    It also locks the row of the version, so that two editors who publish at once wait for each
    other. Otherwise they could lock the rows of words in a different order, which is a deadlock.
    """
    with connection.cursor() as cursor:
        cursor.execute(RAISE)


def add_words(pages: Mapping[str, int]) -> None:
    """Add words to the vocabulary, each with how many more pages contain it."""
    usable = [word for word in pages if len(word) >= SHORTEST and not word.isnumeric()]
    with connection.cursor() as cursor:
        cursor.execute(ADD, [usable, [pages[word] for word in usable]])


def drop_words(words: Iterable[str]) -> None:
    """Take words from the vocabulary, where a word that several pages contain is given several times."""
    by_count: dict[int, list[str]] = {}
    for word, count in Counter(words).items():
        by_count.setdefault(count, []).append(word)
    for count, dropped in by_count.items():
        rows = Word.objects.filter(word__in=dropped)
        rows.filter(pages__lte=count).delete()
        rows.update(pages=F("pages") - count)


def _load() -> Vocabulary:
    pages: dict[str, int] = {}
    stems: dict[str, int] = {}
    rows = Word.objects.order_by("-pages", "word").values_list("word", "stem", "pages")
    for word, stem, count in rows[:MOST_KEPT]:
        pages[word] = count
        # The commonest form stands for all. A page that contains several forms would otherwise count
        # several times.
        stems.setdefault(stem, count)
    species = {one.pk: one.names for one in Species.objects.only("name", "singular", "other_names")}
    synonyms = [synonym.phrases for synonym in Synonym.objects.only("term", "words")]
    said = normalise(*chain(*synonyms, *species.values())).split()
    return Vocabulary(
        pages,
        stems,
        frozenset(said),
        size=SearchEntry.objects.count(),
        species={pk: naming(*names) for pk, names in species.items()},
        names={pk: frozenset(normalise(*names).split()) for pk, names in species.items()},
        called=_called(),
        breeds=list(_breeds(synonyms)),
        phrases=sorted({normalise(phrase) for phrase in chain(*synonyms)} - {""}),
        words=[*pages, *(set(said) - pages.keys())],
    )


_kept = Kept(_load)


def _called() -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(CALLED, [ENGLISH, ENGLISH])
        return {pk: " | ".join(f"({name})" for name in names if name) for pk, *names in cursor}


def _breeds(synonyms: list[list[str]]) -> Iterator[tuple[Phrases, frozenset[int]]]:
    """Return phrases for the names of each breed, together with the pks of its animals."""
    others = {normalise(term): words for term, *words in synonyms}
    files = Edition.objects.live().of_kind(Kind.BREED).newest_first().prefetch_related("species")
    for file in files.only("title")[:MOST_BREEDS]:
        names = naming(file.title, *others.get(normalise(file.title), ()))
        yield names, frozenset(one.pk for one in file.species.all())
