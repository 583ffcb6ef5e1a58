"""Finding pages by a reader's words, best first."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank

from articles.models import Edition
from articles.models.words import EDITION_WORDS, LANGUAGE

MAX_QUERY = 200
MOST_RESULTS = 50
# Ranking reads every candidate's words: of a common word's matches only the newest are ranked.
MOST_RANKED = 400


@dataclass(frozen=True)
class Found:
    """`editions`, best first. `all_words` is False when only some of the words were found."""

    editions: list[Edition]
    all_words: bool = True


def search(query: str) -> Found:
    """Live pages that have all of the words, or else any of them. Two to four queries."""
    words = clean(query)
    if not words:
        return Found([])
    everything = SearchQuery(words, config=LANGUAGE, search_type="websearch")
    if editions := _ranked(everything):
        return Found(editions)
    anything = SearchQuery(" or ".join(words.split()), config=LANGUAGE, search_type="websearch")
    return Found(_ranked(anything), all_words=False)


def clean(query: str) -> str:
    """What Postgres can take, at a length that nobody types in earnest."""
    return " ".join(query.replace("\0", " ").split())[:MAX_QUERY]


def _ranked(query: SearchQuery) -> list[Edition]:
    matching = Edition.objects.live().alias(words=EDITION_WORDS).filter(words=query)
    newest = matching.order_by("-live_from", "-pk").values("pk")[:MOST_RANKED]
    found = Edition.objects.filter(pk__in=newest).annotate(rank=SearchRank(EDITION_WORDS, query))
    return list(found.for_lists().order_by("-rank", "-live_from", "-pk")[:MOST_RESULTS])
