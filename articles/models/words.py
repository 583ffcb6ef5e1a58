"""The words by which people at work find a row in a long list."""

from django.contrib.postgres.search import SearchVector
from django.db.models import Func, TextField, Value

# Where Postgres would take two words for one thing: an address, a file, a number with its sign.
JOINTS = "-./:@_+<>&"


def words_of(*fields: str) -> SearchVector:
    """Of every field, in no language. An index and its search must say exactly this, both of them."""
    return SearchVector(*(_apart(field) for field in fields), config="simple")


def _apart(field: str) -> Func:
    blanks = Value(" " * len(JOINTS))
    return Func(field, Value(JOINTS), blanks, function="translate", output_field=TextField())


ARTICLE_WORDS = words_of("title", "slug", "answer")
