"""What the tables of the test database hold between tests, and how they get it back after one.

A test that commits may leave anything behind. Django would empty all tables then, and fill some
of them again; here only those tables are written that the test has changed.
"""

import io
from typing import Any, TypeAlias

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from psycopg2.sql import SQL, Composable, Identifier, Literal
from pytest_django import DjangoDbBlocker

# In Postgres' own text form, by the name of their table.
Rows: TypeAlias = dict[str, str]
Marks: TypeAlias = dict[str, tuple[int, int]]


class Tables:
    """All tables of our database.

    `migrated` is what they hold on a new site; `library` what they hold with the bundled
    content, once somebody has imported it.
    """

    def __init__(self, blocker: DjangoDbBlocker) -> None:
        self._blocker = blocker
        with blocker.unblock(), connection.cursor() as cursor:
            self._names = connection.introspection.django_table_names(only_existing=True, include_views=False)
            self.migrated = self.library = self.read()
            self._marks = self._marks_now(cursor)
        self._held = self.migrated
        self._may_differ = False

    def read(self) -> Rows:
        rows = {}
        with connection.cursor() as cursor:
            for name in self._names:
                out = io.StringIO()
                cursor.copy_expert(_about("COPY {} TO STDOUT", name), out)
                rows[name] = out.getvalue()
        return rows

    def changed(self) -> None:
        """To be told when anything was committed that this object does not know of."""
        self._may_differ = True

    def hold(self, wanted: Rows) -> None:
        if self._held is wanted and not self._may_differ:
            return
        with self._blocker.unblock():
            self._hold(wanted)

    def _hold(self, wanted: Rows) -> None:
        # Inside the transaction of a test it is all undone at the test's end.
        self._may_differ = connection.in_atomic_block
        # Foreign keys are checked at the end, so that the order of the tables does not matter.
        with transaction.atomic(), connection.cursor() as cursor:
            marks = self._marks_now(cursor)
            stale = [
                name
                for name in self._names
                if marks[name] != self._marks[name] or self._held[name] != wanted[name]
            ]
            for name in stale:
                cursor.execute(_about("DELETE FROM {}", name))
            for name in stale:
                cursor.copy_expert(_about("COPY {} FROM STDIN", name), io.StringIO(wanted[name]))
            self._let_numbers_go_on(cursor, stale)
            self._marks = self._marks_now(cursor)
        self._held = wanted

    def _marks_now(self, cursor: Any) -> Marks:
        """How many rows a table has, and the newest transaction that wrote one.

        Whatever changes a table changes one of the two.
        """
        each = [
            SQL("SELECT {}, count(*), coalesce(max(xmin::text::bigint), 0) FROM {}").format(
                Literal(name), Identifier(name)
            )
            for name in self._names
        ]
        cursor.execute(SQL(" UNION ALL ").join(each))
        return {name: (count, newest) for name, count, newest in cursor.fetchall()}

    def _let_numbers_go_on(self, cursor: Any, names: list[str]) -> None:
        """After the highest number that the rows of these tables bring along."""
        models = [
            model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in names
        ]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _about(statement: str, table: str) -> Composable:
    return SQL(statement).format(Identifier(table))
