"""The files of a new embedded server: roles and database included, whole or not at all."""

import os
import shutil
import signal
import tempfile
from pathlib import Path

import psutil

from kbsite.postgres import programs
from kbsite.postgres.account import Account
from kbsite.postgres.errors import ClusterError

# Owns the server; the site itself never connects as this role.
SUPERUSER = "postgres"
# The site's role may make test databases, but cannot read files or run programs through SQL.
SITE_ROLE = "scratchpost"
SITE_DATABASE = "scratchpost"
# Single-user mode takes one statement a line.
FIRST_STATEMENTS = f"""\
CREATE ROLE {SITE_ROLE} LOGIN CREATEDB
CREATE DATABASE {SITE_DATABASE} OWNER {SITE_ROLE}
"""


def initialise(folder: Path, account: Account, found: Path) -> None:
    """Make `folder`/data with the programs in `found`."""
    _remove_leftovers(folder)
    unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=folder))
    if os.geteuid() == 0:
        os.chown(unfinished, account.uid, account.gid)
    _initdb(unfinished, account, found)
    _create_database(unfinished, account, found)
    # Only a whole cluster ever bears the name, even if we are killed half way.
    unfinished.rename(folder / "data")


def _remove_leftovers(folder: Path) -> None:
    """Clear away what a start cut short by kill -9 has left, its initdb included."""
    for leftover in folder.glob("unfinished-*"):
        for process in psutil.process_iter(["cmdline"]):
            if f"--pgdata={leftover}" in (process.info["cmdline"] or []):
                # It leads the group of all that it started.
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
                # The C library's locales vary from machine to machine, and plain C cannot
                # lower-case an umlaut: PostgreSQL's own is the same everywhere.
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                # Only the owner of the socket's private folder can ask at all.
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
