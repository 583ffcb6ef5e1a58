"""What tests of the search ask, and the animals and synonyms they ask about."""

from articles.models import Species, Synonym
from articles.search import search
from articles.search.synonyms import keep_rewrites
from articles.search.vocabulary import words_changed
from tests.factories import SpeciesFactory


def titles(query: str, **asked: str) -> list[str]:
    return [edition.title for edition in search(query, asked).editions]


def animal(name: str, singular: str, *others: str) -> Species:
    species = SpeciesFactory(name=name, singular=singular, slug=name.lower(), other_names="\n".join(others))
    words_changed()
    return species


def synonym(term: str, *words: str, species: Species | None = None) -> Synonym:
    row = Synonym.objects.create(
        slug=term.replace(" ", "-"), term=term, words="\n".join(words), species=species
    )
    keep_rewrites(row)
    return row
