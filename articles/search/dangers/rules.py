"""What editors and vets wrote about dangers, read once and kept until a row changes."""

from dataclasses import dataclass

from django.db import connection

from articles.models import DangerPhrase, DangerWords, Species
from articles.phrases import Lists, Phrase, Phrases, naming, read
from articles.search.dangers.nearness import Questions
from articles.search.dangers.spelling import Spelling
from articles.search.kept import Kept

# Postgres reads the rows faster than it sends them, and no edit of theirs goes unnoticed.
FINGERPRINT = """
SELECT md5(concat_ws(' ',
    (SELECT string_agg(md5(one::text), '' ORDER BY one.id) FROM articles_dangerphrase one),
    (SELECT string_agg(md5(one::text), '' ORDER BY one.id) FROM articles_dangerwords one),
    (SELECT string_agg(md5(one::text), '' ORDER BY one.id) FROM articles_species one)
))
"""


@dataclass(frozen=True)
class Rules:
    """`rows` are in the editors' order, and `phrases` and `names` by the pk of a row and of a species.

    An animal has the names of its species, and those in the list of words of the same slug. The
    harmless lines of `everyday` hold for every row.
    """

    rows: tuple[DangerPhrase, ...]
    phrases: dict[int, Phrases]
    everyday: Phrases
    names: dict[int, Phrases]
    slugs: dict[int, str]
    questions: Questions
    spelling: Spelling


def current() -> Rules:
    """Return the rules, with one small query unless a row changed since the last call."""
    with connection.cursor() as cursor:
        cursor.execute(FINGERPRINT)
        (fingerprint,) = cursor.fetchone()
    return _kept.of(fingerprint)


def _load() -> Rules:
    lists = Lists(dict(DangerWords.objects.values_list("slug", "words")))
    rows = tuple(DangerPhrase.objects.select_related("species"))
    phrases = {row.pk: read(row.phrases, lists) for row in rows}
    species = list(Species.objects.only("slug", "name", "singular", "other_names"))
    everyday = [phrases[row.pk].harmless for row in rows if row.holds_for_all]
    return Rules(
        rows=rows,
        phrases=phrases,
        everyday=Phrases((), tuple(phrase for harmless in everyday for phrase in harmless)),
        names={one.pk: _names_of(one, lists) for one in species},
        slugs={one.pk: one.slug for one in species},
        questions=Questions.of(rows),
        spelling=Spelling.of(phrases.values(), [name for one in species for name in one.names]),
    )


_kept = Kept(_load)


def _names_of(species: Species, lists: Lists) -> Phrases:
    named = naming(*species.names)
    further = lists.slots.get(species.slug)
    return Phrases((*named.dangers, Phrase(species.slug, ((further,),))), ()) if further else named
