"""Taking the test's database back to an earlier state of its tables, and on again."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def migrate_to(app: str, name: str) -> None:
    """In the test's own transaction, which takes all of it back at its end."""
    with connection.cursor() as cursor:
        # PostgreSQL alters no table while foreign keys wait to be checked.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        MigrationExecutor(connection).migrate([(app, name)])
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
