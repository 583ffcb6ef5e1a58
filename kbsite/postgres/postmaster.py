"""One PostgreSQL server process: recognise it, start it, stop it."""

import os
import signal
import time
from pathlib import Path

import psutil

from kbsite.postgres.account import Account
from kbsite.postgres.errors import ClusterError
from kbsite.postgres.places import SOCKET_NAME

# The shell starts the server in the background and ends, so the server is no child of ours and no
# process of a request has to reap it. The paths are arguments and not a part of the script, so any
# path is safe. A log of more than 1 MB is moved to *.old first.
LAUNCH = """
if [ "$(wc -c 2>/dev/null <"$0")" -gt 1000000 ] 2>/dev/null; then mv "$0" "$0.old"; fi
"$@" </dev/null >>"$0" 2>&1 &
echo $!
"""
STOP_SECONDS = 30


def settings(run: Path) -> list[str]:
    """Return options for a small site on a shared machine. fsync stays on, so commits are durable."""
    quoted = str(run).replace('"', '""')
    values = {
        # No network: the socket in its private folder is the only way to connect.
        "listen_addresses": "",
        "unix_socket_directories": f'"{quoted}"',
        "unix_socket_permissions": "0700",
        "port": "5432",
        # Enough for two processes of four threads, and for commands and tests beside them.
        "max_connections": "100",
        "shared_buffers": "64MB",
        "min_wal_size": "32MB",
        "max_wal_size": "256MB",
        # Queries here take milliseconds. Parallel workers and JIT would cost more time than they save.
        "max_parallel_workers_per_gather": "0",
        "io_method": "sync",
        "jit": "off",
        # The site itself reports failed statements. In this log they would pile up and contain what
        # readers typed.
        "log_min_messages": "log",
        "log_checkpoints": "off",
    }
    return [part for name, value in values.items() for part in ("-c", f"{name}={value}")]


def running(data: Path) -> int | None:
    """Return the process id of the server that runs on `data`, or None."""
    pid = _recorded_pid(data / "postmaster.pid")
    return pid if pid is not None and serves(pid, data) else None


def serves(pid: int, data: Path) -> bool:
    """Return whether the process `pid` is a server on `data`, judged by its command line.

    The process id alone proves nothing: after a kill -9 it may belong to a zombie or, later, to
    another program.
    """
    try:
        command = psutil.Process(pid).cmdline()
    except psutil.Error:
        return False
    # For a moment after the launch, the process may still be the shell that is to become the server.
    # Then the same arguments come later in its command line.
    return any(
        (Path(program).name, option, folder) == ("postgres", "-D", str(data))
        for program, option, folder in zip(command, command[1:], command[2:], strict=False)
    )


def _found(data: Path) -> int | None:
    # A server that has just been launched has not written its process id to the file yet.
    return next((pid for pid in psutil.pids() if serves(pid, data)), None)


def _recorded_pid(path: Path) -> int | None:
    try:
        return int(path.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def remove_stale_locks(data: Path, run: Path) -> None:
    """Remove lock files of a dead server that PostgreSQL would believe to be a running server's.

    Two servers on one folder stay impossible. PostgreSQL also protects the folder by a shared
    memory segment, which exists as long as any process of the old server.
    """
    for lock in (data / "postmaster.pid", run / f"{SOCKET_NAME}.lock"):
        pid = _recorded_pid(lock)
        if pid is None or psutil.pid_exists(pid):
            lock.unlink(missing_ok=True)


def launch(account: Account, *, programs: Path, data: Path, run: Path, log: Path) -> int:
    """Launch the server and return its process id without waiting. It may still fail to start."""
    server = [programs / "bin/postgres", "-D", data, *settings(run)]
    done = account.run(["/bin/sh", "-c", LAUNCH, log, *server], check=True)
    return int(done.stdout)


def stop(data: Path) -> bool:
    """Stop the server on `data` if one runs. Returns whether one ran. Raises ClusterError."""
    pid = running(data) or _found(data)
    if pid is None:
        return False
    # SIGINT ("fast") ends open connections first. SIGQUIT ("immediate") is for a server that does not
    # stop that way.
    for order in (signal.SIGINT, signal.SIGQUIT):
        for attempt in range(STOP_SECONDS * 50):
            if not serves(pid, data):
                return True
            if attempt % 50 == 0:
                # Sent again each second: a server that was just launched may not handle signals yet.
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


def end_of_log(account: Account, log: Path) -> str:
    """Return the last lines of the server's log, which say why it did not start."""
    lines = account.run(["tail", "-n", "4", log]).stdout.splitlines()
    return " / ".join(line.strip() for line in lines)
