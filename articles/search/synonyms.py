"""Owners' words, made ready for Postgres' ts_rewrite, and put to a question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Func, Q, Value

from articles.models import Synonym, SynonymRewrite
from articles.models.search import QueryField
from articles.search.vocabulary import words_changed
from articles.search.words import ENGLISH, EVERY_WORD, conjunction, plain

TAKE_APART = """
SELECT phrase, tsvector_to_array(to_tsvector(%s, phrase)), tsvector_to_array(to_tsvector(%s, phrase)),
       phraseto_tsquery(%s, phrase)::text
FROM unnest(%s::text[]) WITH ORDINALITY AS said (phrase, place) ORDER BY place
"""


@dataclass(frozen=True)
class _Phrase:
    """`lexemes` are those that texts keep, `needs` all; `query` finds the words side by side."""

    words: str
    lexemes: list[str]
    needs: list[str]
    query: str

    @property
    def says_it(self) -> bool:
        """Whether enough is left of it to search for: of "off its food" only "food" is."""
        return len(self.lexemes) > 1 or (self.words == "".join(self.words.split()) and bool(self.lexemes))


@transaction.atomic
def keep_rewrites(synonym: Synonym) -> None:
    """To be called after each save of a synonym; what follows from it is made anew."""
    words_changed()
    synonym.rewrites.all().delete()
    phrases = _taken_apart(synonym.phrases)
    SynonymRewrite.objects.bulk_create(
        SynonymRewrite(
            synonym=synonym,
            needs=conjunction(phrase.needs),
            target=conjunction([lexeme]),
            substitute=_any_of(conjunction([lexeme]), phrase, phrases),
        )
        for phrase in phrases
        for lexeme in phrase.lexemes
    )


def _taken_apart(phrases: Iterable[str]) -> list[_Phrase]:
    written = list(dict.fromkeys(filter(None, map(plain, phrases))))
    with connection.cursor() as cursor:
        cursor.execute(TAKE_APART, [ENGLISH, EVERY_WORD, ENGLISH, written])
        return [_Phrase(*row) for row in cursor.fetchall()]


def _any_of(target: str, phrase: _Phrase, phrases: list[_Phrase]) -> str:
    others = (other.query for other in phrases if other is not phrase and other.says_it)
    return " | ".join(dict.fromkeys([target, *(f"({query})" for query in others)]))


# --- putting them to a question

# One row for each word, and only once: words that a substitute brings in are not replaced in turn,
# or phrases of phrases would grow without end.
REWRITE = """
SELECT ts_rewrite(lexeme::tsquery, rows)::text
FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS asked (lexeme, rows, place) ORDER BY place
"""
ROWS = (
    "SELECT target, string_agg(substitute::text, ' | ')::tsquery "
    "FROM articles_synonymrewrite WHERE id IN ({}) GROUP BY target"
)


def rewrites_for(question: str, species: Sequence[int]) -> list[SynonymRewrite]:
    """Those whose words the question has, without those of other animals than it names. One query."""
    said = Func(Value(EVERY_WORD), Value(question), function="plainto_tsquery", output_field=QueryField())
    rows = SynonymRewrite.objects.filter(needs__contained_by=said)
    if species:
        rows = rows.filter(Q(synonym__species=None) | Q(synonym__species__in=species))
    return list(rows.select_related("synonym").order_by("pk"))


def rewritten(lexemes: Sequence[str], rewrites: Sequence[SynonymRewrite]) -> list[str]:
    """A tsquery for each lexeme: itself, or anything that owners or texts say for it. One query."""
    queries = [conjunction([lexeme]) for lexeme in lexemes]
    if not rewrites:
        return queries
    with connection.cursor() as cursor:
        cursor.execute(REWRITE, [queries, [_rows_for(query, rewrites) for query in queries]])
        return [query for (query,) in cursor.fetchall()]


def _rows_for(query: str, rewrites: Sequence[SynonymRewrite]) -> str:
    rows = [str(rewrite.pk) for rewrite in rewrites if rewrite.target == query]
    # No row has this number.
    return ROWS.format(", ".join(rows) or "0")
