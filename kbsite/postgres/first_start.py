"""Creates the files of a new embedded server, with its roles and database, completely or not at all."""

import os
import shutil
import signal
import tempfile
from pathlib import Path

import psutil

from kbsite.postgres import programs
from kbsite.postgres.account import Account
from kbsite.postgres.errors import ClusterError

# Owns the server. The site never sends its queries as this role.
SUPERUSER = "postgres"
# This role may create test databases. It cannot read files or run programs through SQL.
SITE_ROLE = "scratchpost"
SITE_DATABASE = "scratchpost"
# PostgreSQL's single-user mode reads one statement from each line.
FIRST_STATEMENTS = f"""\
CREATE ROLE {SITE_ROLE} LOGIN CREATEDB
CREATE DATABASE {SITE_DATABASE} OWNER {SITE_ROLE}
"""


def initialise(folder: Path, account: Account, found: Path) -> None:
    """Create `folder`/data with the programs in `found`. Raises ClusterError."""
    _remove_leftovers(folder)
    unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=folder))
    if os.geteuid() == 0:
        os.chown(unfinished, account.uid, account.gid)
    _initdb(unfinished, account, found)
    _create_database(unfinished, account, found)
    # Renamed at the end, so that `data` is always complete, even if we are killed before.
    unfinished.rename(folder / "data")


def _remove_leftovers(folder: Path) -> None:
    """Remove what a first start left behind that was killed, and end its initdb if it still runs."""
    for leftover in folder.glob("unfinished-*"):
        for process in psutil.process_iter(["cmdline"]):
            if f"--pgdata={leftover}" in (process.info["cmdline"] or []):
                # It leads a process group, so this also ends the processes that it started.
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        shutil.rmtree(leftover)


def _initdb(data: Path, account: Account, found: Path) -> None:
    with programs.safe_for_shell(found) as shell_safe:
        done = account.run(
            [
                shell_safe / "bin/initdb",
                f"--pgdata={data}",
                f"--username={SUPERUSER}",
                "--encoding=UTF8",
                # The C library's locales differ between machines, and the plain C locale cannot
                # lower-case an umlaut. PostgreSQL's built-in locale is the same everywhere.
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                # No password: only the owner of the socket's private folder can connect.
                "--auth-local=trust",
                "--auth-host=reject",
            ]
        )
    if done.returncode != 0:
        raise ClusterError(f"initdb failed: {done.stderr.strip()}")


def _create_database(data: Path, account: Account, found: Path) -> None:
    postgres = found / "bin/postgres"
    single_user = [postgres, "--single", "-D", data, "-c", "exit_on_error=on", "postgres"]
    done = account.run(single_user, stdin=FIRST_STATEMENTS)
    if done.returncode != 0:
        raise ClusterError(f"The database could not be made: {done.stderr.strip()}")
