"""One embedded PostgreSQL server and its files:

    postgres.lock, postgres/data, postgres/run (the socket), postgres/server.log

Any number of processes may call `ensure` at once. The server goes on running after the process
that started it has ended, until `stop`.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from kbsite.locks import LockTaken, exclusive
from kbsite.postgres import first_start, places, postmaster, programs
from kbsite.postgres.account import Account
from kbsite.postgres.errors import ClusterError
from kbsite.postgres.first_start import SITE_ROLE, SUPERUSER

CONNECT_SECONDS = 5
START_SECONDS = 60
LOCK_SECONDS = 90


class Cluster:
    """The server whose files are in `folder`. Creating the object starts nothing."""

    def __init__(self, folder: Path, *, say: Callable[[str], None] = lambda line: None) -> None:
        self.wanted_folder = folder.parent.resolve() / folder.name
        self._say = say

    @property
    def folder(self) -> Path:
        # If root runs the site, this may be a link to a folder that the server's user can enter.
        return self.wanted_folder.resolve()

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def connection_params(self) -> dict[str, str]:
        """Return what a client needs besides the name of a database. Raises ClusterError."""
        places.refuse_foreign_socket_folder(self.folder)
        return {"host": str(places.socket_folder(self.folder)), "port": "5432", "user": SITE_ROLE}

    def answers(self) -> bool:
        """Return whether the server accepts a connection. Process ids and files would prove nothing."""
        # PostgreSQL reserves a few connections for the superuser. So a server whose other connections
        # are all in use is not taken for a dead one.
        params = self.connection_params() | {"user": SUPERUSER, "dbname": "postgres"}
        try:
            psycopg2.connect(**params, connect_timeout=CONNECT_SECONDS).close()
        except psycopg2.OperationalError:
            return False
        return True

    def ensure(self) -> bool:
        """Start the server if it does not answer, and make its files if they are missing.

        Returns True if it had to be started. Raises ClusterError.
        """
        if self.answers():
            return False
        with self._lock():
            # The process that held the lock before us may have started the server.
            if self.answers():
                return False
            account = Account.of(self.folder)
            self._prepare_folders(account)
            copies = self.folder.parent / "postgres-programs"
            found = programs.for_account(account, data=self.data, copies=copies)
            if not self.data.exists():
                first_start.initialise(self.folder, account, found)
            self._start(account, found)
        return True

    def stop(self) -> bool:
        """Stop the server if it runs. Returns whether it ran. Raises ClusterError."""
        if not self.data.exists():
            return False
        with self._lock():
            return postmaster.stop(self.data)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        try:
            with exclusive(self.wanted_folder.with_name("postgres.lock"), wait_seconds=LOCK_SECONDS):
                yield
        except LockTaken as error:
            raise ClusterError(f"PostgreSQL is being started or stopped elsewhere: {error}") from error
        except (OSError, psycopg2.Error) as error:
            raise ClusterError(f"PostgreSQL in {self.wanted_folder} cannot be used: {error}") from error

    def _prepare_folders(self, account: Account) -> None:
        moved = places.make_cluster_folder(self.wanted_folder, account)
        if moved:
            self._say(
                f"The database is kept in {moved}: user {account.uid}, who runs PostgreSQL for root, "
                f"cannot enter {self.wanted_folder.parent}"
            )
        places.make_socket_folder(self.folder, account)

    def _start(self, account: Account, found: Path) -> None:
        run = places.socket_folder(self.folder)
        deadline = time.monotonic() + START_SECONDS
        pid, pause = postmaster.running(self.data), 0.02
        while not self.answers():
            if time.monotonic() > deadline:
                end = postmaster.end_of_log(account, self.log)
                raise ClusterError(f"PostgreSQL does not answer after {START_SECONDS} s. Its log: {end}")
            if pid is None or not postmaster.serves(pid, self.data):
                # The last processes of a killed server may still hold its shared memory, and then a
                # start fails. So we try again, with longer and longer pauses.
                postmaster.remove_stale_locks(self.data, run)
                pid = postmaster.launch(account, programs=found, data=self.data, run=run, log=self.log)
                pause = min(pause * 2, 1)
            time.sleep(pause)
