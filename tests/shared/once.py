"""Folders that the first process makes and all others find, in this run of the tests and in the next."""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings

from kbsite.locks import exclusive

# Nothing here takes longer, even on a machine that is busy with other work.
WAIT_SECONDS = 900


def fingerprint(*wholes: Path) -> str:
    """Return a digest that changes when a file is changed, added or removed.

    Each of `wholes` is a file or a folder.
    """
    digest = hashlib.sha256()
    for path in sorted(path for whole in wholes for path in _files(whole)):
        content = path.read_bytes()
        # Lengths keep file boundaries apart, so no two sets of files give the same bytes.
        digest.update(f"{path}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]


def _files(whole: Path) -> Iterable[Path]:
    if whole.is_file():
        return [whole]
    return (path for path in whole.rglob("*") if path.is_file() and path.suffix != ".pyc")


def made_once(name: str, version: str, make: Callable[[Path], None]) -> Path:
    """Return the folder of that name and version. `make` fills it if there is none yet.

    Older versions of the same name are removed.
    """
    folder = Path(settings.VAR_DIR) / "made" / f"{name}-{version}"
    with exclusive(folder.with_name(f"{name}.lock"), wait_seconds=WAIT_SECONDS):
        if not folder.exists():
            for old in folder.parent.glob(f"{name}-*"):
                shutil.rmtree(old)
            unfinished = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f"{name}-"))
            make(unfinished)
            # The folder gets its name last, so no process finds it half filled, even if another was killed.
            unfinished.rename(folder)
    return folder
