"""Owners' words for the words of texts: rules for Postgres' ts_rewrite, and their use on a question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Func, Q, Value

from articles.models import Synonym, SynonymRewrite
from articles.models.search import QueryField
from articles.search.lexemes import ENGLISH, EVERY_WORD, conjunction, normalise
from articles.search.vocabulary import words_changed

TAKE_APART = """
SELECT phrase, tsvector_to_array(to_tsvector(%s, phrase)), tsvector_to_array(to_tsvector(%s, phrase)),
       phraseto_tsquery(%s, phrase)::text
FROM unnest(%s::text[]) WITH ORDINALITY AS said (phrase, place) ORDER BY place
"""


@dataclass(frozen=True)
class _Expression:
    """A word or phrase of a synonym, as Postgres reads it.

    `lexemes` are those that the index of texts contains, and `needs` has the stop words too.
    `query` finds the words side by side.
    """

    words: str
    lexemes: list[str]
    needs: list[str]
    query: str

    @property
    def says_it(self) -> bool:
        """Whether its lexemes say enough to search for.

        Of "off its food" only "food" is left, which would find every page about food.
        """
        return len(self.lexemes) > 1 or (self.words == "".join(self.words.split()) and bool(self.lexemes))


@transaction.atomic
def keep_rewrites(synonym: Synonym) -> None:
    """Store the rewrites of a synonym in place of those it had. Call this after each save."""
    words_changed()
    synonym.rewrites.all().delete()
    expressions = _expressions(synonym.phrases)
    SynonymRewrite.objects.bulk_create(
        SynonymRewrite(
            synonym=synonym,
            needs=conjunction(expression.needs),
            target=conjunction([lexeme]),
            substitute=_any_of(conjunction([lexeme]), expression, expressions),
        )
        for expression in expressions
        for lexeme in expression.lexemes
    )


def _expressions(phrases: Iterable[str]) -> list[_Expression]:
    written = list(dict.fromkeys(filter(None, map(normalise, phrases))))
    with connection.cursor() as cursor:
        cursor.execute(TAKE_APART, [ENGLISH, EVERY_WORD, ENGLISH, written])
        return [_Expression(*row) for row in cursor.fetchall()]


def _any_of(target: str, expression: _Expression, expressions: list[_Expression]) -> str:
    others = (other.query for other in expressions if other is not expression and other.says_it)
    return " | ".join(dict.fromkeys([target, *(f"({query})" for query in others)]))


# Each word is rewritten by itself, and only once. If the words of a substitute were rewritten in
# turn, two synonyms that name each other would grow without end.
REWRITE = """
SELECT ts_rewrite(lexeme::tsquery, rows)::text
FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS asked (lexeme, rows, place) ORDER BY place
"""
ROWS = (
    "SELECT target, string_agg(substitute::text, ' | ')::tsquery "
    "FROM articles_synonymrewrite WHERE id IN ({}) GROUP BY target"
)


def rewrites_for(question: str, species: Sequence[int]) -> list[SynonymRewrite]:
    """Return the rewrites whose words are all in the question, with one query.

    If the question names an animal, rewrites for other animals are left out.
    """
    lexemes = Func(Value(EVERY_WORD), Value(question), function="plainto_tsquery", output_field=QueryField())
    rows = SynonymRewrite.objects.filter(needs__contained_by=lexemes)
    if species:
        rows = rows.filter(Q(synonym__species=None) | Q(synonym__species__in=species))
    return list(rows.select_related("synonym").order_by("pk"))


def rewritten(lexemes: Sequence[str], rewrites: Sequence[SynonymRewrite]) -> list[str]:
    """Return a tsquery for each lexeme or any of its synonyms, with one query."""
    queries = [conjunction([lexeme]) for lexeme in lexemes]
    if not rewrites:
        return queries
    with connection.cursor() as cursor:
        cursor.execute(REWRITE, [queries, [_rows_for(query, rewrites) for query in queries]])
        return [query for (query,) in cursor.fetchall()]


def _rows_for(query: str, rewrites: Sequence[SynonymRewrite]) -> str:
    rows = [str(rewrite.pk) for rewrite in rewrites if rewrite.target == query]
    # No row has the pk 0.
    return ROWS.format(", ".join(rows) or "0")
