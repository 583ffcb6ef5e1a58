"""Figures about the code that a newcomer would feel: `python tools/house.py [FOLDER] [--sample]`.

Needs nothing but Python and git. `--sample` prints forty comments, the same ones each time, for a
person to judge whether they give a reason.
"""

import argparse
import ast
import io
import random
import re
import subprocess
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

LONGEST_FILE = 300
SAMPLE = 40
SUPPRESSION = re.compile(r"#\s*(noqa|type:\s*ignore|pragma: no cover|djlint:)")
# A code, then a second comment or a dash with the reason.
WITH_REASON = re.compile(r"#\s*(noqa:\s*[A-Z0-9, ]+|type:\s*ignore\[[a-z, -]+\])\s*(#|-|–)\s*\S")
CODE = ("articles", "comments", "kbsite")
CHECKED_FOR_LENGTH = (".py", ".css", ".js", ".html")


@dataclass
class Figures:
    """Of the Python below some folders. `comments` are (file, line number, words)."""

    lines: int = 0
    comments: list[tuple[str, int, str]] = field(default_factory=list)
    suppressions: list[tuple[str, int, str]] = field(default_factory=list)
    function_lengths: list[int] = field(default_factory=list)
    typed_returns: int = 0

    @property
    def unexplained(self) -> list[tuple[str, int, str]]:
        return [one for one in self.suppressions if not WITH_REASON.search(one[2])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--sample", action="store_true")
    options = parser.parse_args()
    files = tracked(options.folder)
    code = measure(options.folder, [name for name in files if is_code(name)])
    tests = measure(options.folder, [name for name in files if name.startswith("tests/")])
    if options.sample:
        for name, number, words in random.Random(0).sample(code.comments, SAMPLE):  # noqa: S311 - nothing secret
            print(f"{name}:{number}: {words}")
        return
    for label, value in rows(options.folder, files, code, tests):
        print(f"{label:<58} {value}")


def rows(folder: Path, files: list[str], code: Figures, tests: Figures) -> Iterator[tuple[str, str]]:
    """Label and value, in the order in which they are printed."""
    for app in ("articles", "comments"):
        entries = {name.split("/")[1] for name in files if name.startswith(f"{app}/")}
        yield f"entries in {app}/", str(len(entries))
    yield f"files over {LONGEST_FILE} lines, tests included", str(len(long_files(folder, files)))
    yield "lines of Python, migrations left out", f"{code.lines} code, {tests.lines} tests"
    yield "tests per line of code", f"{tests.lines / code.lines:.2f}"
    yield "90th percentile of a function, in lines", f"{quantiles(code.function_lengths, n=10)[-1]:.0f}"
    yield "typed returns", f"{100 * code.typed_returns / len(code.function_lengths):.1f} %"
    for name, figures in (("code", code), ("tests", tests)):
        share = 1000 * len(figures.suppressions) / figures.lines
        bare = len(figures.unexplained)
        yield f"suppressions per 1,000 lines of {name}", f"{share:.2f} ({bare} without a reason)"
    yield "comment lines per 100 lines of code", f"{100 * len(code.comments) / code.lines:.1f}"
    yield "commits whose body says why, of the last 100", str(commits_with_a_body(folder))


def tracked(folder: Path) -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=folder, capture_output=True, text=True, check=True)
    return listed.stdout.splitlines()


def is_code(name: str) -> bool:
    return name.startswith(CODE) and "/migrations/" not in name


def long_files(folder: Path, files: list[str]) -> list[str]:
    return [
        name
        for name in files
        if name.endswith(CHECKED_FOR_LENGTH) and "/migrations/" not in name
        if len((folder / name).read_text(encoding="utf-8").splitlines()) > LONGEST_FILE
    ]


def measure(folder: Path, names: list[str]) -> Figures:
    figures = Figures()
    for name in names:
        if name.endswith(".py"):
            source = (folder / name).read_text(encoding="utf-8")
            figures.lines += len(source.splitlines())
            _read_comments(name, source, figures)
            _read_functions(source, figures)
    return figures


def _read_comments(name: str, source: str, figures: Figures) -> None:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT:
            continue
        kind = figures.suppressions if SUPPRESSION.match(token.string) else figures.comments
        kind.append((name, token.start[0], token.string))


def _read_functions(source: str, figures: Figures) -> None:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            figures.function_lengths.append((node.end_lineno or node.lineno) - node.lineno + 1)
            figures.typed_returns += node.returns is not None


def commits_with_a_body(folder: Path) -> int:
    log = ["git", "log", "-100", "--format=%b%x00"]
    listed = subprocess.run(log, cwd=folder, capture_output=True, text=True, check=True)
    return sum(bool(body.strip()) for body in listed.stdout.split("\0")[:-1])


if __name__ == "__main__":
    main()
