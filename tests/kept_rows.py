"""The rows that an import made, kept in memory and put back: importing is the slowest part of a test."""

import io

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

APP = "articles"
# Written by the migrations, so there before any import.
SET_UP = {"GrantedRight"}


class KeptRows:
    """The rows of all tables of the app, in Postgres' own text form."""

    def __init__(self) -> None:
        self._rows: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self._rows)

    def keep(self) -> None:
        with connection.cursor() as cursor:
            for table in self._tables():
                out = io.StringIO()
                cursor.copy_expert(f'COPY "{table}" TO STDOUT', out)
                self._rows[table] = out.getvalue()

    def put_back(self) -> None:
        """Into empty tables. Django's foreign keys are checked at the end, so their order does not matter."""
        with transaction.atomic(), connection.cursor() as cursor:
            for table, rows in self._rows.items():
                cursor.copy_expert(f'COPY "{table}" FROM STDIN', io.StringIO(rows))
            for statement in connection.ops.sequence_reset_sql(no_style(), self._models()):
                cursor.execute(statement)

    def _models(self) -> list:
        models = apps.get_app_config(APP).get_models(include_auto_created=True)
        return [model for model in models if model.__name__ not in SET_UP]

    def _tables(self) -> list[str]:
        return [model._meta.db_table for model in self._models()]
