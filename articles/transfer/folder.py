"""Files within one folder: what it names is never read from, nor written to, anywhere else."""

import os
from pathlib import Path


class NotInFolder(ValueError):
    """The name leads out of the folder, or to what is no file."""


def file_in(folder: Path, name: str | Path) -> Path:
    """Where the file `name` of `folder` really is. Links may lead about within the folder only.

    Raises NotInFolder. What is no plain file, such as a pipe, might be read for ever.
    """
    # Path.resolve() fails on links that lead in a circle; this does not.
    inside, real = Path(os.path.realpath(folder)), Path(os.path.realpath(folder / name))
    if not real.is_relative_to(inside):
        raise NotInFolder(f"{name} is not in this folder.")
    if not real.is_file():
        raise NotInFolder(f"There is no file {name}.")
    return real
