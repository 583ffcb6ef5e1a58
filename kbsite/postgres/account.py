"""The system user that runs the server, because PostgreSQL refuses to run as root."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kbsite.postgres.errors import ClusterError

SYSTEM_USER = "scratchpost"
USERADD = ["useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent"]
USERADD += ["--shell", "/usr/sbin/nologin", SYSTEM_USER]


@dataclass(frozen=True)
class Account:
    """The user who runs the server. It is our own user, unless we are root."""

    uid: int
    gid: int

    @classmethod
    def of(cls, folder: Path) -> "Account":
        """Return the user for the cluster in `folder`. If we are root, that is the folder's owner.

        For root without such a folder it is the system user `scratchpost`, made if missing.
        """
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid())
        if folder.exists() and (owner := folder.stat()).st_uid != 0:
            # If a person set the site up and later runs it with sudo, the files stay that person's.
            return cls(owner.st_uid, owner.st_gid)
        user = _system_user()
        return cls(user.pw_uid, user.pw_gid)

    def run(
        self, command: Sequence[object], *, stdin: str = "", check: bool = False
    ) -> "subprocess.CompletedProcess[str]":
        """Run a command as this user, with a minimal environment. Raises ClusterError.

        Variables such as PGDATA would change what PostgreSQL's programs do. With `check`, an
        exit code other than 0 is an error too.
        """
        switch: dict[str, Any] = {}
        if os.geteuid() == 0:
            switch = {"user": self.uid, "group": self.gid, "extra_groups": []}
        parts = [str(part) for part in command]
        process = _started(parts, switch)
        try:
            output, errors = process.communicate(stdin)
        except BaseException:
            # Kill the whole process group: initdb leaves its work to child processes.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise
        if check and process.returncode != 0:
            raise ClusterError(f"{parts[0]} failed: {errors.strip()}")
        return subprocess.CompletedProcess(parts, process.returncode, output, errors)

    def can_enter(self, folder: Path) -> bool:
        """Return whether this user can enter `folder`.

        A real attempt decides, because mode bits do not show ACLs, mounts and containers.
        """
        return self._succeeds(["test", "-x", folder])

    def can_execute(self, program: Path) -> bool:
        return self._succeeds([program, "--version"])

    def _succeeds(self, command: Sequence[object]) -> bool:
        try:
            return self.run(command).returncode == 0
        except ClusterError:
            return False


def _started(command: list[str], switch: dict[str, Any]) -> "subprocess.Popen[str]":
    try:
        return subprocess.Popen(
            command,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
            cwd="/",
            umask=0o077,
            start_new_session=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **switch,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise ClusterError(f"Cannot run {command[0]} as another user: {error}") from error


def _system_user() -> pwd.struct_passwd:
    # Several first starts may run at once. useradd locks the password file and refuses all but one
    # of them, so we try again.
    for _attempt in range(10):
        try:
            return pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            if shutil.which("useradd") is None:
                break
            subprocess.run(USERADD, capture_output=True, stdin=subprocess.DEVNULL)
            time.sleep(0.1)
    raise ClusterError(
        f"PostgreSQL does not run as root, and the system user {SYSTEM_USER!r} could not be made. "
        f"Make it with `{' '.join(USERADD)}`, run the site as an ordinary user, "
        "or name a server in DATABASE_URL."
    )
