"""Writing files into a folder so that it gets all of them or none, and never half a file."""

import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self


class NotEmpty(Exception):
    """The folder has files in it already."""


class Staging:
    """Writes files into a hidden folder first; finish() renames each into its place.

    The hidden folder is inside `folder`, because the parent of `folder` may be on another disk, or
    we may not be allowed to write there. Raises NotEmpty, and OSError when the folder cannot be written.
    """

    def __init__(self, folder: Path, *, overwrite: bool = False) -> None:
        self.folder = folder
        self.overwrite = overwrite
        self.names: list[str] = []

    def __enter__(self) -> Self:
        self.is_new = not self.folder.exists()
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.overwrite and any(self.folder.iterdir()):
            raise NotEmpty
        self.aside = Path(tempfile.mkdtemp(prefix=".export-", dir=self.folder))
        return self

    def write(self, name: str, content: bytes) -> None:
        path = self.aside / name
        path.parent.mkdir(exist_ok=True)
        # x fails where two entries want the same file, of which one would be lost.
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            # If the power fails, a renamed file is whole only if its content was on the disk before.
            os.fsync(file.fileno())
        self.names.append(name)

    def finish(self) -> None:
        for name in self.names:
            target = self.folder / name
            target.parent.mkdir(exist_ok=True)
            (self.aside / name).replace(target)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.aside, ignore_errors=True)
        if error is not None and self.is_new and not any(self.folder.iterdir()):
            self.folder.rmdir()
