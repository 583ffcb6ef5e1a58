"""Words in what somebody wrote that may mean danger now.

They decide what is shown and what is read first. They never diagnose, and never keep
anybody from posting: a card too many costs a glance, one too few may cost an animal.
"""

from collections.abc import Iterable

from articles.models import DangerPhrase, Species
from articles.phrases import Said, naming, read, words_in


def dangers_in(text: str, species: Iterable[Species]) -> list[DangerPhrase]:
    """The rows that `text` meets, in the editors' order, with one query.

    `species` are those of the page it was written under, none for words typed into the search.
    A row of another species counts where the text names that animal: a cat under an article on dogs.
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
