"""Reading files of one folder and nothing outside it, even if a file names a path that leads out."""

import os
from pathlib import Path


class NotInFolder(ValueError):
    """The name leads out of the folder, or to something that is not a file."""


def file_in(folder: Path, name: str | Path) -> Path:
    """Return the real path of the file `name` in `folder`. A link may not lead out of the folder.

    Raises NotInFolder, also for a pipe or a device, because reading one might never end.
    """
    # Path.resolve() fails on links that lead in a circle; this does not.
    inside, real = Path(os.path.realpath(folder)), Path(os.path.realpath(folder / name))
    if not real.is_relative_to(inside):
        raise NotInFolder(f"{name} is not in this folder.")
    if not real.is_file():
        raise NotInFolder(f"There is no file {name}.")
    return real
