"""Set the site up and serve it until told to stop: `python -m kbsite.serve [--dev | --stop]`."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ImproperlyConfigured

from kbsite import environment
from kbsite.folders import EMBEDDED_POSTGRES_DIR, VAR_DIR, uses_embedded_postgres
from kbsite.locks import LockTaken, exclusive
from kbsite.postgres.cluster import Cluster
from kbsite.postgres.errors import ClusterError
from kbsite.serve import presence, webserver
from kbsite.serve.address import Address, AddressProblem, allow_host
from kbsite.serve.children import Stopped, child, ignore_stop_signals, stop_on_signals
from kbsite.serve.progress import Progress

# Enough for a first start on a slow machine that waits for another start to finish.
SET_UP_SECONDS = 600


# The message of each of these says in one line what is wrong. Any other error is a bug of ours and
# shows its traceback.
KNOWN_PROBLEMS = (
    AddressProblem,
    ClusterError,
    ImproperlyConfigured,
    LockTaken,
    OSError,
    presence.StillRunning,
    webserver.ServerFailed,
)


class SetUpFailed(Exception):
    """A step of the set-up failed, and has printed the reason."""


def main(arguments: list[str]) -> int:
    progress = Progress()
    stop_on_signals()
    try:
        match arguments:
            case ["--stop"]:
                print(f"Sites stopped: {presence.stop_all()}")
            case [] | ["--dev"]:
                run(Address.from_environment(), progress, is_dev=bool(arguments))
            case _:
                print(__doc__)
                return 2
    except Stopped:
        progress.say("Stopped")
    except SetUpFailed:
        return 1
    except KNOWN_PROBLEMS as problem:
        print(f"Error: {problem}", file=sys.stderr)
        return 1
    return 0


def run(address: Address, progress: Progress, *, is_dev: bool) -> None:
    address.check_free("dev" if is_dev else "run")
    progress.say(f"Setting up Scratchpost in {VAR_DIR}")
    prepare_environment(address, progress, is_dev=is_dev)
    runs_before = presence.somebody_was_here()
    with presence.announced(address.port), database(address.port, progress, runs_before=runs_before):
        try:
            set_up(progress)
            serve(address, progress, is_dev=is_dev)
        except Stopped:
            progress.say("Stopping")
            raise
        finally:
            ignore_stop_signals()


def prepare_environment(address: Address, progress: Progress, *, is_dev: bool) -> None:
    """Set the environment of the processes that we start. Their settings need the secret key."""
    environment.ensure_secret_key(VAR_DIR / "secret-key")
    os.environ["VAR_DIR"] = str(VAR_DIR)
    if is_dev:
        os.environ["DEBUG"] = "1"
    if not allow_host(address):
        progress.say("Listening on every address: set ALLOWED_HOSTS to the names readers use")


@contextmanager
def database(port: int, progress: Progress, *, runs_before: bool) -> Iterator[None]:
    """Run the embedded server, if it is used, and stop it at the end if this or another run started it.

    A server that a person started with a command stays up.
    """
    if not uses_embedded_postgres():
        yield
        return
    cluster = Cluster(EMBEDDED_POSTGRES_DIR, say=progress.say)
    belongs_to_runs = runs_before or not cluster.answers()
    try:
        cluster.ensure()
        progress.say(f"PostgreSQL runs in {cluster.folder}")
        yield
    finally:
        ignore_stop_signals()
        if belongs_to_runs and not presence.others_run(port):
            cluster.stop()


def set_up(progress: Progress) -> None:
    command = [sys.executable, "-m", "kbsite.serve.steps", str(progress.started_at)]
    # Two runs at once would apply the same migrations.
    with exclusive(VAR_DIR / "setup.lock", wait_seconds=SET_UP_SECONDS), child(command) as steps:
        if steps.wait() != 0:
            raise SetUpFailed


def serve(address: Address, progress: Progress, *, is_dev: bool) -> None:
    command = webserver.development(address) if is_dev else webserver.production(address)
    with child(command, at_terminal=is_dev) as server:
        webserver.wait_until_it_answers(address, server)
        progress.say(f"The site is at {address.url} and its editors' pages at {address.url}admin/")
        progress.say("Ctrl-C stops it")
        server.wait()
    raise webserver.ServerFailed(f"The web server ended by itself (exit code {server.returncode}).")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
