"""The words by which people at work find a row in a long list."""

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func

# In the order in which a migration writes them down: Django takes another for another index.
CALL = {"arg_joiner": " || ' ' || ", "function": "words_of"}


def words_of(*fields: str) -> Func:
    """Of all the fields together, in no language; an index and its search must say exactly this.

    The function in the database tells Postgres what taking a text apart costs: without that
    it would rather do so for thousands of rows than ask the index.
    """
    return Func(*fields, **CALL, output_field=SearchVectorField())


ARTICLE_WORDS = words_of("title", "slug", "answer")
