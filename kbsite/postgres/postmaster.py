"""One PostgreSQL server process: is it ours, start it, stop it."""

import os
import signal
import time
from pathlib import Path

import psutil

from kbsite.postgres.account import Account
from kbsite.postgres.errors import ClusterError
from kbsite.postgres.places import SOCKET_NAME

# The shell lets the server go, so that it is nobody's child and no request's process has to reap it.
# Quoting is safe for any path: the arguments never become part of the script.
LAUNCH = """
if [ "$(wc -c 2>/dev/null <"$0")" -gt 1000000 ] 2>/dev/null; then mv "$0" "$0.old"; fi
"$@" </dev/null >>"$0" 2>&1 &
echo $!
"""
STOP_SECONDS = 30


def settings(run: Path) -> list[str]:
    """Options for a small site on a shared machine. Durability stays PostgreSQL's own: fsync on."""
    quoted = str(run).replace('"', '""')
    values = {
        # No network at all: the socket in a private folder is the only way in.
        "listen_addresses": "",
        "unix_socket_directories": f'"{quoted}"',
        "unix_socket_permissions": "0700",
        "port": "5432",
        # Two gunicorn workers of four threads, commands, and tests side by side.
        "max_connections": "100",
        "shared_buffers": "64MB",
        "min_wal_size": "32MB",
        "max_wal_size": "256MB",
        # Queries here take milliseconds: extra processes and compiling would cost more than they save.
        "max_parallel_workers_per_gather": "0",
        "io_method": "sync",
        "jit": "off",
        # Failed statements are reported by the site. Here they would pile up, with readers' words in them.
        "log_min_messages": "log",
        "log_checkpoints": "off",
    }
    return [part for name, value in values.items() for part in ("-c", f"{name}={value}")]


def running(data: Path) -> int | None:
    """The process id of the live server on `data`, if there is one."""
    pid = _recorded_pid(data / "postmaster.pid")
    return pid if pid is not None and serves(pid, data) else None


def serves(pid: int, data: Path) -> bool:
    """True when process `pid` is a server on `data`, by its command line.

    A number alone proves nothing: after a kill -9 it may be a zombie's, or by now somebody else's.
    """
    try:
        command = psutil.Process(pid).cmdline()
    except psutil.Error:
        return False
    # A server just launched may for a moment still be the shell that is about to become it,
    # with the same words further along.
    return any(
        (Path(program).name, option, folder) == ("postgres", "-D", str(data))
        for program, option, folder in zip(command, command[1:], command[2:], strict=False)
    )


def _found(data: Path) -> int | None:
    # A server launched a moment ago has not written its number down yet.
    return next((pid for pid in psutil.pids() if serves(pid, data)), None)


def _recorded_pid(path: Path) -> int | None:
    try:
        return int(path.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def remove_stale_locks(data: Path, run: Path) -> None:
    """Clear the lock files of a dead server where PostgreSQL would take them for a live one's.

    Two servers on one folder remain impossible: PostgreSQL also guards it by a shared
    memory segment, which lives as long as any process of the old server.
    """
    for lock in (data / "postmaster.pid", run / f"{SOCKET_NAME}.lock"):
        pid = _recorded_pid(lock)
        if pid is None or psutil.pid_exists(pid):
            lock.unlink(missing_ok=True)


def launch(account: Account, *, programs: Path, data: Path, run: Path, log: Path) -> int:
    """Start the server and return its process id at once; it may still be starting, or fail to."""
    server = [programs / "bin/postgres", "-D", data, *settings(run)]
    done = account.run(["/bin/sh", "-c", LAUNCH, log, *server], check=True)
    return int(done.stdout)


def stop(data: Path) -> bool:
    """Stop the server on `data`, if one runs; True when one did."""
    pid = running(data) or _found(data)
    if pid is None:
        return False
    # "Fast" ends open connections; "immediate" is for a server that does not get there.
    for order in (signal.SIGINT, signal.SIGQUIT):
        for attempt in range(STOP_SECONDS * 50):
            if not serves(pid, data):
                return True
            if attempt % 50 == 0:
                # Said again each second: a server that has only just been launched may not listen yet.
                _send(pid, order)
            time.sleep(0.02)
    raise ClusterError(f"The PostgreSQL server (process {pid}) does not stop.")


def _send(pid: int, order: signal.Signals) -> None:
    try:
        os.kill(pid, order)
    except ProcessLookupError:
        return
    except PermissionError as error:
        raise ClusterError(f"The PostgreSQL server (process {pid}) belongs to another user.") from error


def last_words(account: Account, log: Path) -> str:
    """The end of the server's log, which says why it did not start."""
    lines = account.run(["tail", "-n", "4", log]).stdout.splitlines()
    return " / ".join(line.strip() for line in lines)
