"""The system user the server runs as. PostgreSQL refuses to run as root."""

import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kbsite.postgres.errors import ClusterError

SYSTEM_USER = "scratchpost"
USERADD = ["useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent"]
USERADD += ["--shell", "/usr/sbin/nologin", SYSTEM_USER]


@dataclass(frozen=True)
class Account:
    """Whoever runs the server; as root that is somebody else than we are."""

    uid: int
    gid: int

    @classmethod
    def of(cls, folder: Path) -> "Account":
        """The user for the cluster in `folder`: its owner where it exists."""
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid())
        if folder.exists() and (owner := folder.stat()).st_uid != 0:
            # A site set up by a person and later run with sudo keeps its files that person's.
            return cls(owner.st_uid, owner.st_gid)
        user = _system_user()
        return cls(user.pw_uid, user.pw_gid)

    def run(self, command: Sequence[str | Path], **options: Any) -> "subprocess.CompletedProcess[str]":
        """Run as this user, with nothing of our environment that could steer PostgreSQL."""
        switch: dict[str, Any] = {}
        if os.geteuid() == 0:
            switch = {"user": self.uid, "group": self.gid, "extra_groups": []}
        environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
        try:
            return subprocess.run(
                command,
                env=environment,
                cwd="/",
                umask=0o077,
                text=True,
                **switch,
                **({"stdin": subprocess.DEVNULL} | options if "input" not in options else options),
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise ClusterError(f"Cannot run {command[0]} as user {self.uid}: {error}") from error

    def can_enter(self, folder: Path) -> bool:
        """Asked of the kernel by trying: mode bits alone do not know ACLs, mounts or containers."""
        return self._succeeds(["test", "-x", folder])

    def can_execute(self, program: Path) -> bool:
        return self._succeeds([program, "--version"])

    def _succeeds(self, command: Sequence[str | Path]) -> bool:
        try:
            return self.run(command, capture_output=True).returncode == 0
        except ClusterError:
            return False


def _system_user() -> pwd.struct_passwd:
    # Several first starts at once: useradd locks the password file, so all but one may be refused.
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
