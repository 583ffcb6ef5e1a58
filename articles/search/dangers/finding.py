"""The two ways to notice a danger: a phrase of a row, and a stored question that is nearly the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from articles.models import DangerPhrase, Species
from articles.phrases import Phrases, Said, words_in
from articles.search import vocabulary
from articles.search.dangers.rules import Rules, current


@dataclass(frozen=True)
class Danger:
    """A row that a text met, and why: the lines that match, or the stored question that it is nearly."""

    row: DangerPhrase
    lines: tuple[str, ...] = ()
    question: str = ""

    @property
    def name(self) -> str:
        return self.row.name


def dangers_in(text: str, species: Iterable[Species], rules: Rules | None = None) -> list[Danger]:
    """Return the rows that a text meets, in the editors' order.

    `species` are those of the page under which the text was written, and none for a search.
    A row of one species counts if the page or the text is about that animal, or if neither says
    which animal it is about. Who asks about many texts reads the `rules` once with `current()`.
    """
    rules = rules or current()
    words = tuple(words_in(text))
    readings = dict.fromkeys((words, rules.spelling.mended(words)))
    said = {Said(reading): rules.everyday.harmless_places(Said(reading)) for reading in readings}
    found = {pk: lines for pk, phrases in rules.phrases.items() if (lines := _lines_met(phrases, said))}
    is_near = rules.questions.is_near(words, _harmless_places(rules, Said(words)))
    if not (found or is_near):
        return []
    about = {one.pk for one in species} | _named(rules, Said(words))
    rows = {row.pk: row for row in rules.rows if not about or row.species_id in {None, *about}}
    nearest = rules.questions.most_alike(words, rows) if is_near else None
    asked = {nearest.row: nearest.text} if nearest else {}
    return [
        Danger(row, found.get(pk, ()), asked.get(pk, ""))
        for pk, row in rows.items()
        if pk in found or pk in asked
    ]


def species_named(text: str, rules: Rules) -> list[str]:
    """Return the addresses of the species that the text names, if need be by the name of a breed."""
    named = _named(rules, Said(tuple(words_in(text))))
    return [slug for pk, slug in rules.slugs.items() if pk in named]


def _harmless_places(rules: Rules, said: Said) -> set[int]:
    """Return the places of the words that a harmless line of any row matches."""
    return set[int]().union(*(phrases.harmless_places(said) for phrases in rules.phrases.values()))


def _lines_met(phrases: Phrases, said: Mapping[Said, set[int]]) -> tuple[str, ...]:
    met = (line for one, harmless in said.items() for line in phrases.met_by(one, harmless))
    return tuple(dict.fromkeys(met))


def _named(rules: Rules, said: Said) -> set[int]:
    """Return the species that the text names, if need be by the name of a breed."""
    named = {pk for pk, names in rules.names.items() if names.met_by(said)}
    if named:
        return named
    breeds = vocabulary.current().breeds
    return set[int]().union(*(animals for names, animals in breeds if names.met_by(said)))
