"""The folders of the embedded server, and replacements for folders that cannot be used."""

import hashlib
import os
import stat
from pathlib import Path

from kbsite.postgres.account import Account
from kbsite.postgres.errors import ClusterError

# The system limits a socket's path: Linux to 107 bytes, macOS to 103.
LONGEST_SOCKET_PATH = 100
SOCKET_NAME = ".s.PGSQL.5432"
# Not TMPDIR, which may differ between processes: all processes of the site must find the socket.
SHORT_PATHS = Path("/tmp")  # noqa: S108 - the folder made in it is private, and checked to be so
ROOTS_DATA = Path("/var/lib")


def digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:8]


def socket_folder(folder: Path) -> Path:
    """Return the socket's folder: `run` in the cluster's folder, or one in /tmp if that path cannot be used.

    A path cannot be used if it is too long for a socket, or contains a comma.
    """
    inside = folder / "run"
    # The client library reads a comma as the separator between several hosts.
    if len(os.fsencode(inside / SOCKET_NAME)) <= LONGEST_SOCKET_PATH and "," not in str(inside):
        return inside
    return SHORT_PATHS / f"scratchpost-{digest(folder)}"


def make_socket_folder(folder: Path, account: Account) -> None:
    run = socket_folder(folder)
    if run.parent == folder:
        account.run(["mkdir", "-p", "-m", "700", run], check=True)
    elif not run.exists():
        run.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(run, account.uid, account.gid)
    refuse_foreign_socket_folder(folder)


def refuse_foreign_socket_folder(folder: Path) -> None:
    """Raise ClusterError if another user owns the socket's folder or can enter it.

    Anybody could create that folder in /tmp before us, and run a false server in it.
    """
    run = socket_folder(folder)
    if run.parent == folder or not run.exists():
        return
    found = run.lstat()
    expected = Account.of(folder).uid
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != expected or stat.S_IMODE(found.st_mode) & 0o077:
        raise ClusterError(f"{run} is not a private folder of user {expected}; remove it.")


def make_cluster_folder(wanted: Path, account: Account) -> Path | None:
    """Make the folder for data and log, owned by `account`. The permissions of its parents stay.

    If root runs the site, `account` may be unable to enter these parents, as with a clone in
    /root. Then the folder is made under /var/lib, `wanted` becomes a link to it, and its path
    is returned. Otherwise None is returned. Raises ClusterError.
    """
    wanted.parent.mkdir(parents=True, exist_ok=True)
    moved = None
    if os.geteuid() == 0 and not wanted.is_symlink() and not account.can_enter(wanted.parent):
        moved = ROOTS_DATA / f"scratchpost-{digest(wanted)}" / "postgres"
        _link(wanted, moved)
    folder = wanted.resolve()
    folder.parent.mkdir(mode=0o711, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0 and folder.stat().st_uid == 0:
        os.chown(folder, account.uid, account.gid)
    return moved


def _link(wanted: Path, target: Path) -> None:
    if wanted.exists():
        raise ClusterError(
            f"User {Account.of(wanted).uid}, who owns the database in {wanted}, can no longer "
            f"enter {wanted.parent}. Let others pass through the folders above it (chmod o+x)."
        )
    wanted.symlink_to(target)
