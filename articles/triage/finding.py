"""Which checks a reader's words are about, by the title of a check and the owners' other words for it."""

from collections.abc import Collection

from django.db import connection
from django.db.models.expressions import RawSQL

from articles.animals import animals_of
from articles.search.lexemes import EVERY_WORD, normalise
from articles.triage.listing import ListedCheck, listed, live_checks, the_animal

MOST_OFFERED = 2

# A check is found by any of its terms, each of which may be several words that follow each other.
# A term without letters is no query, and would make the whole of them unreadable.
TERMS_AS_QUERY = """
SELECT string_agg(query::text, ' | ')
FROM unnest(%s::text[]) term, phraseto_tsquery(%s, term) query WHERE numnode(query) > 0
"""
IS_ABOUT = f"to_tsvector('{EVERY_WORD}', %s) @@ found_by::tsquery"
HOW_MUCH = f"ts_rank(to_tsvector('{EVERY_WORD}', %s), found_by::tsquery)"


def terms_as_query(title: str, also: Collection[str]) -> str:
    """Return the tsquery, as text, that a check is found by. Its words are stemmed once, for all searches."""
    with connection.cursor() as cursor:
        cursor.execute(TERMS_AS_QUERY, [[normalise(term) for term in (title, *also)], EVERY_WORD])
        (query,) = cursor.fetchone()
    return query or ""


def checks_about(text: str, species: Collection[str] = ()) -> list[ListedCheck]:
    """Return the published checks that the text is about, the likeliest first.

    `species` are the addresses of those that the text names: a check about none of them is left out.
    """
    words = normalise(text)
    rows = (
        live_checks()
        .exclude(found_by="")
        .annotate(
            is_about=RawSQL(IS_ABOUT, [words]),  # noqa: S611  # the words are a parameter
            how_much=RawSQL(HOW_MUCH, [words]),  # noqa: S611  # as above
        )
    )
    animals = [animal for one in species for animal in animals_of(one)]
    if animals:
        rows = rows.filter(published__content__animals__has_any_keys=animals)
    found = rows.filter(is_about=True).order_by("-how_much", "position", "pk")
    return listed(found[:MOST_OFFERED], the_animal(species))
