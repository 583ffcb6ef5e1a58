"""The search as a whole: it takes a question and returns one page of results."""

from collections.abc import Container, Mapping, Sequence
from math import ceil

from articles.models import Edition
from articles.search import candidates as looking
from articles.search.certainty import is_sure
from articles.search.excerpts import NOTHING, excerpts
from articles.search.filters import filtered, filters_of, read_choices
from articles.search.query import clean, read
from articles.search.ranking import Ranked, match_of, ranked
from articles.search.results import MOST_COUNTED, Hit, Results
from articles.search.vocabulary import Vocabulary, current

PER_PAGE = 10
# Nobody reads further. Readers ask in other words instead.
MOST_PAGES = 10


def search(
    query: str,
    asked: Mapping[str, str] | None = None,
    *,
    exact: bool = False,
    page: int = 1,
    well_spelt: Container[str] = frozenset(),
) -> Results:
    """Return the pages that answer `query` best, with a fixed number of queries.

    `asked` are the values in the address: a `species`, a `kind` and an `urgency` filter the
    pages. A value that no filter offers is ignored. With `exact`, no misspelling is mended,
    and a word that is `well_spelt` never is.
    """
    query = clean(query)
    vocabulary = current()
    question = read(query, exact=exact, vocabulary=vocabulary, well_spelt=well_spelt)
    queries = [concept.query for concept in question.lookups]
    also = [combination.query for combination in question.combinations]
    chosen = read_choices(asked or {})
    found = looking.candidates(queries, also, species=question.species)
    everything = ranked(question, found.pages)
    shown = filtered(everything, chosen)
    matching = found.matching
    if matching is not None and chosen:
        # `found` is only a part of the pages that match. The filter needs a search of its own, or
        # it would miss the pages beyond that part.
        found_there = looking.candidates(queries, also, chosen.conditions, question.species)
        shown, matching = ranked(question, found_there.pages), found_there.matching
    total = len(shown) if matching is None else min(matching, MOST_COUNTED)
    pages = range(1, max(1, min(MOST_PAGES, ceil(len(shown) / PER_PAGE))) + 1)
    page = page if page in pages else 1
    return Results(
        query=query,
        words=" ".join(question.words),
        match=match_of(everything),
        is_sure=shown[:1] == everything[:1] and page == 1 and is_sure(question, everything),
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
    pks = [one.candidate.edition_pk for one in shown]
    editions = Edition.objects.filter(pk__in=pks).for_lists().in_bulk()
    texts = excerpts(pks, queries, vocabulary)
    return [
        Hit(editions[pk], texts.get(pk, NOTHING), position)
        for position, pk in enumerate(pks, before + 1)
        # An edition may be deleted after the first query has found it.
        if pk in editions
    ]
