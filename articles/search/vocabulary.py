"""The words of the site as they are written, and how many pages have each.

Rows, changed in the transaction that changes a page; each process keeps them until their
version moves on.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import log
from threading import Lock

from django.db import connection
from django.db.models import F

from articles.models import Edition, SearchEntry, Species, Synonym, VocabularyVersion, Word
from articles.models.article import Kind
from articles.phrases import Phrases, naming
from articles.search.words import plain

# The commonest: a process keeps them all, and a typo is compared with all.
MOST_KEPT = 60_000
MOST_BREEDS = 500
SHORTEST = 2

ADD = """
INSERT INTO articles_word (word, stem, pages)
SELECT word, (ts_lexize('english_stem', word))[1], 1
FROM unnest(%s::text[]) AS word WHERE cardinality(ts_lexize('english_stem', word)) > 0
ON CONFLICT (word) DO UPDATE SET pages = articles_word.pages + 1
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
    `names` are the words of its names; both by its number.
    """

    pages: Mapping[str, int]
    stems: Mapping[str, int]
    said: frozenset[str]
    size: int
    species: Mapping[int, Phrases]
    names: Mapping[int, frozenset[str]]
    breeds: Sequence[tuple[Phrases, frozenset[int]]]

    def knows(self, word: str) -> bool:
        return word in self.pages or word in self.said

    @cached_property
    def words(self) -> list[str]:
        return [*self.pages, *(self.said - self.pages.keys())]

    def rarity(self, stem: str) -> float:
        """The more, the fewer pages have it (inverse document frequency); never below zero."""
        having = min(self.stems.get(stem, 0), self.size)
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


def add_words(words: Iterable[str]) -> None:
    """Of one page, each once."""
    usable = [word for word in words if len(word) >= SHORTEST and not word.isnumeric()]
    with connection.cursor() as cursor:
        cursor.execute(ADD, [usable])


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
        breeds=list(_breeds(synonyms)),
    )


def _breeds(synonyms: list[list[str]]) -> Iterator[tuple[Phrases, frozenset[int]]]:
    """The names of each breed, and of what animal it is one."""
    others = {plain(term): words for term, *words in synonyms}
    files = Edition.objects.live().of_kind(Kind.BREED).newest_first().prefetch_related("species")
    for file in files.only("title")[:MOST_BREEDS]:
        names = naming(file.title, *others.get(plain(file.title), ()))
        yield names, frozenset(one.pk for one in file.species.all())
