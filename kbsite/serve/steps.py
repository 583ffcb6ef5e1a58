"""The steps that set the site up: `python -m kbsite.serve.steps`. Each may be repeated.

They run in a process of their own. So their memory is free again before the site is served, and
the site keeps its limit on the time of a statement, which the set-up lifts for itself.
"""

import hashlib
import os
import secrets
import sys
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from kbsite import environment
from kbsite.folders import CONTENT_DIR, VAR_DIR, uses_embedded_postgres
from kbsite.serve.progress import Progress

Say = Callable[[str], None]
# Without vowels, so that chance makes no word, and without letters that look like others.
LETTERS = "bcdfghjkmnpqrstvwxz"
# Related pages are found by the words of the search, so they come after it.
REFRESH_IF_DUE = ("refresh_order", "refresh_search", "refresh_related")
NAME_FILE = VAR_DIR / "editor-name"
PASSWORD_FILE = VAR_DIR / "editor-password"


def reach_database(say: Say) -> None:
    connection.ensure_connection()
    if not uses_embedded_postgres():
        say("The database named in DATABASE_URL answers")


def migrate(say: Say) -> None:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    # Even where nothing waits: a new right reaches the groups after `migrate` (articles/roles.py).
    call_command("migrate", interactive=False, verbosity=0)
    say(f"Database tables: {waiting} migrations applied" if waiting else "Database tables are up to date")


def refresh(say: Say) -> None:
    """Work stored rows out again where an update changed their rule. Most starts find nothing to do."""
    call_command("refresh_articles", verbosity=0)
    for command in REFRESH_IF_DUE:
        call_command(command, due=True, verbosity=0)


def import_articles(say: Say) -> None:
    call_command("import_articles", str(CONTENT_DIR), verbosity=0)
    say("The bundled articles are in place")


def collect_static(say: Say) -> None:
    """Hashing and compressing take seconds, so both are skipped while no source has changed."""
    stamp, current = VAR_DIR / "static.stamp", _static_fingerprint()
    if (
        stamp.is_file()
        and stamp.read_text() == current
        and (settings.STATIC_ROOT / "staticfiles.json").is_file()
    ):
        say("Static files are up to date")
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(current)
    say("Static files collected")


def _static_fingerprint() -> str:
    files = [Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([])]
    # How they are stored counts as much as what is stored.
    files.append(settings.BASE_DIR / "kbsite/static_storage.py")
    stats = sorted((str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in files)
    return hashlib.sha256(repr(stats).encode()).hexdigest()


def make_first_editor(say: Say) -> None:
    """Only on a site without users: later, nobody would expect another login with all rights."""
    users = get_user_model().objects
    if users.exists():
        return
    name = settings.FIRST_EDITOR or _kept(NAME_FILE, _random_name())
    password = _kept(PASSWORD_FILE, secrets.token_urlsafe(12))
    users.create_superuser(name, password=password)
    say(f"First editor made: user {name}, password {password} (kept in {PASSWORD_FILE})")
    if not settings.SELF_APPROVAL:
        say("Texts need a second person's approval; SELF_APPROVAL=yes in .env lets a single editor publish")


def _random_name() -> str:
    """A name that nobody knows beforehand, so nobody can try passwords for it, nor lock it out."""
    return "editor-" + "".join(secrets.choice(LETTERS) for _ in range(8))


def _kept(path: Path, value: str) -> str:
    """What the file holds; `value`, if a run that was broken off has not written it already."""
    environment.keep_secret(path, value)
    return path.read_text().strip()


def _run(say: Say) -> None:
    django.setup()
    steps = [reach_database, migrate, refresh, import_articles, make_first_editor]
    for step in steps if settings.DEBUG else [*steps, collect_static]:
        step(say)


def main(started_at: float) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "kbsite.settings"
    # A migration may rightly take longer than a request.
    os.environ["DATABASE_STATEMENT_TIMEOUT_MS"] = "0"
    try:
        _run(Progress(started_at).say)
    except OperationalError as error:
        # The first line says what failed, and where; the driver never puts the password there.
        where = "The embedded database" if uses_embedded_postgres() else "The database named in DATABASE_URL"
        print(f"Error: {where} cannot be used: {str(error).splitlines()[0]}", file=sys.stderr)
        return 1
    except (ImproperlyConfigured, CommandError, OSError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
