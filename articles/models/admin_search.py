"""The search vectors with which the admin finds a row in a long list."""

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func

# The order of these keys is the one in the migration. With another order Django would see a
# changed index and want a new migration.
CALL = {"arg_joiner": " || ' ' || ", "function": "words_of"}


def search_vector(*fields: str) -> Func:
    """Return the search vector of all the fields together, without stemming for a language.

    PostgreSQL uses an index only for a search with exactly the same expression. The function
    in the database declares how much it costs to parse a text. Without that, PostgreSQL would
    parse thousands of rows instead of using the index.
    """
    return Func(*fields, **CALL, output_field=SearchVectorField())


ARTICLE_WORDS = search_vector("title", "slug", "answer")
