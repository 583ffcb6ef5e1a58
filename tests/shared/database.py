"""The database that the migrations make. Each process of the tests copies it."""

import gc
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.db import connection

from kbsite.locks import exclusive
from kbsite.postgres.cluster import Cluster
from kbsite.postgres.first_start import SUPERUSER
from tests.shared.once import WAIT_SECONDS, fingerprint
from tests.waiting import waited_for

# Everything else in the database comes from Django and other packages in requirements.txt.
SOURCES = (
    *("articles/migrations", "articles/models", "articles/roles.py"),
    *("comments/migrations", "comments/models"),
    *("kbsite/accounts/migrations", "kbsite/notices/migrations"),
)
# Nothing but tests writes there.
OWN_VAR_DIR = Path(settings.BASE_DIR) / "var" / "test"
# No statement of the tests takes longer (statement_timeout in tests/settings.py).
GOODBYE_SECONDS = 60
# Protection against a power cut, and upkeep of tables that grow for months. Upkeep that begins in the
# middle of a test would also change the plans that the test looks at.
NOT_NEEDED = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")


def template() -> str:
    """Return the name of the database to copy. Make it unless an earlier run has made it."""
    base = Path(settings.BASE_DIR)
    prefix = f"{connection.settings_dict['NAME']}_template_"
    name = prefix + fingerprint(base / "requirements.txt", *(base / source for source in SOURCES))
    with exclusive(Path(settings.VAR_DIR) / "template.lock", wait_seconds=WAIT_SECONDS):
        with _without_database() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
            there = [found for (found,) in cursor.fetchall()]
        _spare_the_server()
        if name not in there:
            _make(name, instead_of=there)
    return name


def wait_until_nobody_else_is_connected() -> None:
    """Wait for the sessions of processes and threads that have just ended, and name those that stay.

    PostgreSQL drops no database that anybody uses. It notices that a program was killed only when
    it has done what that program had asked for.
    """
    waited_for(lambda: not _other_sessions(), seconds=GOODBYE_SECONDS)
    others = _other_sessions()
    threads = [thread.name for thread in threading.enumerate()]
    assert not others, f"Somebody never closed a connection: {others}. These threads run: {threads}"


def _other_sessions() -> list[tuple[int, str, str, str]]:
    """The process, state, beginning and last statement of each."""
    # A thread that has ended may be part of a reference cycle, and keeps its connection until then.
    gc.collect()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid, state, backend_start::text, query FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        return list(cursor.fetchall())


def _make(name: str, *, instead_of: list[str]) -> None:
    """Migrate under the name of this process's own test database, and then rename the result."""
    own = connection.settings_dict["NAME"]
    made = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = own
    quote = connection.ops.quote_name
    with _without_database() as cursor:
        for older in instead_of:
            cursor.execute(f"DROP DATABASE {quote(older)}")
        cursor.execute(f"ALTER DATABASE {quote(made)} RENAME TO {quote(name)}")


def _without_database() -> Any:
    """Return a cursor that is connected to no test database, for statements about databases."""
    return connection._nodb_cursor()


def _spare_the_server() -> None:
    """Let our own server do less. What is lost with the power, tests make again."""
    # The site's own backend has it (kbsite/postgres); Django's types know only the base of all backends.
    cluster: Cluster | None = getattr(connection, "cluster", None)
    if cluster is None or Path(settings.VAR_DIR) != OWN_VAR_DIR:
        # Somebody may have pointed the tests at the folder of a real site.
        return
    who = cluster.connection_params() | {"user": SUPERUSER, "dbname": "postgres"}
    with closing(psycopg2.connect(**who)) as superuser:
        superuser.autocommit = True
        with superuser.cursor() as cursor:
            for setting in NOT_NEEDED:
                cursor.execute(f"ALTER SYSTEM SET {setting} = off")
            cursor.execute("SELECT pg_reload_conf()")
