"""What an import did, file by file."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(order=True, unsafe_hash=True)
class FileProblem(Exception):
    """What is wrong with a file. Lines count from 1; line 0 means the whole file."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.message}"


@dataclass
class ImportReport:
    """Keys of items, such as articles/ringworm-in-dogs, and problems and warnings with file and line."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)
    warnings: list[FileProblem] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{len(self.created)} created, {len(self.updated)} updated, {len(self.unchanged)} unchanged, "
            f"{len(self.kept)} kept as edited here, {len(self.problems)} problems"
        )
