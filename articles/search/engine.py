"""From a question to a page of results."""

from collections.abc import Mapping, Sequence
from math import ceil

from articles.models import Edition
from articles.search import candidates as looking
from articles.search.excerpts import NOTHING, excerpts
from articles.search.filters import filters_of, narrowed, read_choices
from articles.search.query import clean, read
from articles.search.ranking import Ranked, match_of, ranked
from articles.search.results import MOST_COUNTED, Hit, Results
from articles.search.vocabulary import Vocabulary, current

PER_PAGE = 10
# Nobody reads on; they ask otherwise.
MOST_PAGES = 10


def search(
    query: str, asked: Mapping[str, str] | None = None, *, exact: bool = False, page: int = 1
) -> Results:
    """What answers `query` best, narrowed by the filters `asked`, with a fixed number of queries.

    `asked` may hold the addresses of a species, a kind and an urgency; what nobody offers is as
    if it was not asked for. With `exact`, misspellings are left as they are.
    """
    query = clean(query)
    vocabulary = current()
    question = read(query, exact=exact, vocabulary=vocabulary)
    queries = [concept.query for concept in question.lookups]
    also = [phrase.query for phrase in question.phrases]
    chosen = read_choices(asked or {})
    found = looking.candidates(queries, also, species=question.species)
    everything = ranked(question, found.pages)
    shown = narrowed(everything, chosen)
    matching = found.matching
    if matching is not None and chosen:
        found_there = looking.candidates(queries, also, chosen.conditions, question.species)
        shown, matching = ranked(question, found_there.pages), found_there.matching
    total = len(shown) if matching is None else min(matching, MOST_COUNTED)
    pages = range(1, max(1, min(MOST_PAGES, ceil(len(shown) / PER_PAGE))) + 1)
    page = page if page in pages else 1
    return Results(
        query=query,
        words=" ".join(question.words),
        match=match_of(everything),
        correction=question.correction,
        hits=_hits(
            shown[(page - 1) * PER_PAGE : page * PER_PAGE], queries, (page - 1) * PER_PAGE, vocabulary
        ),
        total=total,
        is_capped=matching is not None and matching > MOST_COUNTED,
        filters=filters_of(everything, chosen, query, found.matching is not None),
        page=page,
        pages=pages,
    )


def _hits(shown: Sequence[Ranked], queries: Sequence[str], before: int, vocabulary: Vocabulary) -> list[Hit]:
    numbers = [one.candidate.edition for one in shown]
    editions = Edition.objects.filter(pk__in=numbers).for_lists().in_bulk()
    texts = excerpts(numbers, queries, vocabulary)
    return [
        Hit(editions[number], texts.get(number, NOTHING), position)
        for position, number in enumerate(numbers, before + 1)
        # Deleted since it was found.
        if number in editions
    ]
