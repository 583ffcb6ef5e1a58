"""Words in a text that may mean danger to an animal now.

They decide whether a reader sees the emergency card, and which comments moderators read first.
They never diagnose, and they never keep anybody from posting. When in doubt, they count: a needless
card costs a reader a glance, a missing one may cost an animal its life.
"""

from collections.abc import Iterable

from articles.models import DangerPhrase, Species
from articles.phrases import Said, naming, read, words_in


def dangers_in(text: str, species: Iterable[Species]) -> list[DangerPhrase]:
    """Return the rows that match `text`, in the editors' order, with one query.

    `species` are those of the page under which the text was written, and none for a search.
    A row of another species counts if the text names that animal, such as a cat under an article
    about dogs.
    """
    said = Said(tuple(words_in(text)))
    on_page = {one.pk for one in species}
    rows = DangerPhrase.objects.select_related("species")
    return [row for row in rows if lines_met(row, said) and _is_about(row, on_page, said)]


def lines_met(row: DangerPhrase, said: Said) -> list[str]:
    return read(row.phrases).met_by(said)


def _is_about(row: DangerPhrase, on_page: set[int], said: Said) -> bool:
    if row.species is None or row.species_id in on_page:
        return True
    return bool(naming(*row.species.names).met_by(said))
