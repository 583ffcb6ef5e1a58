"""Work that takes long: of each kind, a person has one piece done at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def one_at_a_time(person: Any, what: str) -> Iterator[bool]:
    """Whether none of the person's is being done now, in any process. Holds a transaction so long."""
    with transaction.atomic(), connection.cursor() as cursor:
        name = f"{what} {person.pk}"
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        yield bool(cursor.fetchone()[0])
