"""Follows a piece of work: which modules it passes through, and what it asks of the database."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

ROOM = Path(settings.BASE_DIR) / "articles"


@dataclass(frozen=True)
class Journey:
    """`calls` has (from, to) in turn, wherever one module of articles/ calls a function of another.

    `functions` has every function of articles/ that was called, by its full name.
    """

    calls: list[tuple[str, str]]
    functions: list[str]
    queries: list[str]

    @property
    def modules(self) -> set[str]:
        return {module for call in self.calls for module in call}

    def entries(self, module: str) -> int:
        """How often it was called from another one."""
        return sum(to == module for _, to in self.calls)

    def times(self, function: str) -> int:
        return self.functions.count(function)


def follow(work: Callable[[], Any]) -> Journey:
    calls: list[tuple[str, str]] = []
    functions: list[str] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        module = module_of(frame.f_code.co_filename) if event == "call" else None
        if module is None:
            return
        functions.append(f"{module}.{frame.f_code.co_name}")
        before = caller_of(frame)
        if before not in (module, None):
            calls.append((str(before), module))

    with CaptureQueriesContext(connection) as captured:
        sys.setprofile(note)
        try:
            work()
        finally:
            sys.setprofile(None)
    return Journey(calls, functions, [query["sql"] for query in captured])


def caller_of(frame: FrameType) -> str | None:
    """The module of articles/ from which the call came, whatever libraries stand between."""
    before = frame.f_back
    while before is not None:
        if module := module_of(before.f_code.co_filename):
            return module
        before = before.f_back
    return None


@cache
def module_of(file: str) -> str | None:
    """Models are the rows themselves: everything passes through them, so they count for none."""
    path = Path(file)
    if not path.is_relative_to(ROOM) or path.is_relative_to(ROOM / "models"):
        return None
    return str(path.relative_to(ROOM)).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
