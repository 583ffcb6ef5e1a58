"""The words of the site as they are written, and how many pages have each.

Rows, changed in the transaction that changes a page; each process keeps them until their
version moves on.
"""

import re
from collections import ChainMap, Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import log
from threading import Lock

from django.db import connection
from django.db.models import F, Q

from articles.models import Edition, SearchEntry, Species, Synonym, VocabularyVersion, Word
from articles.models.article import Kind
from articles.phrases import Phrases, naming
from articles.search.words import ENGLISH, plain

# The commonest: a process keeps them all, and a typo is compared with all.
MOST_KEPT = 60_000
MOST_BREEDS = 500
SHORTEST = 2
LEXEME = re.compile("'([^']+)'")

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
# By the clock, not by counting: a number that was rolled back must not come again for other words.
RAISE = """
INSERT INTO articles_vocabularyversion (id, number)
VALUES (1, extract(epoch FROM clock_timestamp()) * 1000000)
ON CONFLICT (id) DO UPDATE SET number = greatest(EXCLUDED.number, articles_vocabularyversion.number + 1)
"""


@dataclass(frozen=True)
class Vocabulary:
    """`pages` and `stems` say how many pages have a word, a stem; `said` are owners' words and names.

    `size` is how many pages there are. `species` are met by questions that name the animal,
    `names` are the words of its names, `called` finds what texts call it; each by its number.
    `phrases` are all that owners may say, A to Z.
    """

    pages: Mapping[str, int]
    stems: Mapping[str, int]
    said: frozenset[str]
    size: int
    species: Mapping[int, Phrases]
    names: Mapping[int, frozenset[str]]
    called: Mapping[int, str]
    breeds: Sequence[tuple[Phrases, frozenset[int]]]
    phrases: Sequence[str]
    # All that a misspelt word is compared with.
    words: Sequence[str]

    def knows(self, word: str) -> bool:
        return word in self.pages or word in self.said

    def beside(self, words: Sequence[str], stems: Sequence[str]) -> "Vocabulary":
        """With those of these words that are too seldom to be kept. One query, if any may be."""
        if len(self.words) < MOST_KEPT or all(map(self.knows, words)):
            return self
        rows = list(Word.objects.filter(Q(word__in=words) | Q(stem__in=stems)).order_by("pages"))
        pages = {row.word: row.pages for row in rows}
        # The last is the commonest form, which stands for all.
        having = {row.stem: row.pages for row in rows}
        return replace(self, pages=ChainMap(pages, self.pages), stems=ChainMap(having, self.stems))  # type: ignore[arg-type]

    def rarity(self, query: str) -> float:
        """The more, the fewer pages a tsquery finds (inverse document frequency); never below zero.

        Told from the commonest of its alternatives, each no commoner than its rarest word.
        """
        alternatives = (LEXEME.findall(alternative) for alternative in query.split("|"))
        commonest = max(min((self.stems.get(one, 0) for one in words), default=0) for words in alternatives)
        having = min(commonest, self.size)
        return log(1 + (self.size - having + 0.5) / (having + 0.5))


_lock = Lock()
_kept: dict[str, tuple[int, Vocabulary]] = {}


def current() -> Vocabulary:
    """One small query, unless a word changed since this process last asked."""
    version = VocabularyVersion.objects.values_list("number", flat=True).first() or 0
    database = str(connection.settings_dict["NAME"])
    with _lock:
        if database not in _kept or _kept[database][0] != version:
            _kept[database] = (version, _load())
        return _kept[database][1]


def words_changed() -> None:
    """To be called first in a transaction that changes any word: of pages, of owners, of species.

    It also lets one writer at a time at the rows, so that two who publish wait instead of
    holding each other up for good.
    """
    with connection.cursor() as cursor:
        cursor.execute(RAISE)


def add_words(pages: Mapping[str, int]) -> None:
    """By how many more pages have each."""
    usable = [word for word in pages if len(word) >= SHORTEST and not word.isnumeric()]
    with connection.cursor() as cursor:
        cursor.execute(ADD, [usable, [pages[word] for word in usable]])


def drop_words(words: Iterable[str]) -> None:
    """Of one page or of several, then more than once."""
    times: dict[int, list[str]] = {}
    for word, number in Counter(words).items():
        times.setdefault(number, []).append(word)
    for number, dropped in times.items():
        rows = Word.objects.filter(word__in=dropped)
        rows.filter(pages__lte=number).delete()
        rows.update(pages=F("pages") - number)


def _load() -> Vocabulary:
    pages: dict[str, int] = {}
    stems: dict[str, int] = {}
    rows = Word.objects.order_by("-pages", "word").values_list("word", "stem", "pages")
    for word, stem, count in rows[:MOST_KEPT]:
        pages[word] = count
        # The commonest form stands for all: pages that have several would else count several times.
        stems.setdefault(stem, count)
    species = {one.pk: one.names for one in Species.objects.only("name", "singular", "other_names")}
    synonyms = [synonym.phrases for synonym in Synonym.objects.only("term", "words")]
    said = plain(*chain(*synonyms, *species.values())).split()
    return Vocabulary(
        pages,
        stems,
        frozenset(said),
        size=SearchEntry.objects.count(),
        species={number: naming(*names) for number, names in species.items()},
        names={number: frozenset(plain(*names).split()) for number, names in species.items()},
        called=_called(),
        breeds=list(_breeds(synonyms)),
        phrases=sorted({plain(phrase) for phrase in chain(*synonyms)} - {""}),
        words=[*pages, *(set(said) - pages.keys())],
    )


def _called() -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(CALLED, [ENGLISH, ENGLISH])
        return {number: " | ".join(f"({name})" for name in names if name) for number, *names in cursor}


def _breeds(synonyms: list[list[str]]) -> Iterator[tuple[Phrases, frozenset[int]]]:
    """The names of each breed, and of what animal it is one."""
    others = {plain(term): words for term, *words in synonyms}
    files = Edition.objects.live().of_kind(Kind.BREED).newest_first().prefetch_related("species")
    for file in files.only("title")[:MOST_BREEDS]:
        names = naming(file.title, *others.get(plain(file.title), ()))
        yield names, frozenset(one.pk for one in file.species.all())
