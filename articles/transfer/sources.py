"""Reading the files: YAML lists, and Markdown with YAML front matter."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import frontmatter
import yaml

from articles.transfer.report import FileProblem

REQUIRED = {"title", "category", "author"}
OPTIONAL = {
    *("kind", "species", "urgency", "standfirst", "description", "answer", "key_points"),
    *("pictures", "references", "facts", "note", "updated", "featured"),
}

# A day that does not exist, such as 2026-02-30, is a ValueError and no YAMLError.
NOT_YAML = (yaml.YAMLError, ValueError)


@dataclass(frozen=True)
class ArticleSource:
    """One article's file: its front matter, its text, and where the text starts."""

    path: Path
    slug: str
    text: str
    data: dict[str, Any]
    body: str
    body_offset: int

    @property
    def key(self) -> str:
        return f"articles/{self.slug}"

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    def problem(self, field: str, message: str) -> FileProblem:
        """A problem of a front-matter field, at the line where it stands."""
        return FileProblem(self.path, line_of(self.text, field), message)


def line_of(text: str, field: str) -> int:
    match = re.search(rf"^\s*{re.escape(field)}\s*:", text, re.MULTILINE)
    return text.count("\n", 0, match.end()) + 1 if match else 0


def read_articles(folder: Path) -> Iterator[ArticleSource | FileProblem]:
    """Every Markdown file below `folder`, in the order of their names."""
    paths = sorted(folder.rglob("*.md"))
    by_name: dict[str, list[Path]] = {}
    for path in paths:
        by_name.setdefault(path.stem, []).append(path)
    for path in paths:
        others = [str(other.relative_to(folder)) for other in by_name[path.stem] if other != path]
        try:
            if others:
                raise FileProblem(path, 0, f"Another file has this name: {', '.join(others)}.")
            yield read_article(path)
        except FileProblem as problem:
            yield problem


def read_article(path: Path) -> ArticleSource:
    """Raises FileProblem, with the line, when the file cannot be read as an article."""
    text = _read_text(path)
    try:
        data, body = frontmatter.parse(text)
    except NOT_YAML as error:
        # Blank lines above the front matter are not part of what the parser counts.
        above = text.count("\n", 0, len(text) - len(text.lstrip()))
        raise _yaml_problem(path, error, offset=above) from error
    if not data:
        raise FileProblem(path, 1, "The file does not begin with front matter between two lines of ---.")
    source = ArticleSource(path, path.stem, text, data, body, text.count("\n", 0, text.rindex(body)))
    for field in sorted(map(str, data.keys() - REQUIRED - OPTIONAL)):
        raise source.problem(field, f"“{field}” is not known.")
    for field in sorted(REQUIRED - data.keys()):
        raise FileProblem(path, 1, f"“{field}” is missing.")
    return source


def read_list(path: Path) -> dict[str, dict[str, Any]]:
    """A YAML file of slug: fields. An absent file is an empty list."""
    if not path.is_file():
        return {}
    try:
        entries = yaml.safe_load(_read_text(path)) or {}
    except NOT_YAML as error:
        raise _yaml_problem(path, error) from error
    if not isinstance(entries, dict) or not all(isinstance(entry, dict) for entry in entries.values()):
        raise FileProblem(path, 1, "The file is not a list of names, each with its fields.")
    return entries


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise FileProblem(path, 0, "The file is not UTF-8 text.") from error
    except OSError as error:
        raise FileProblem(path, 0, f"The file cannot be read: {error.strerror}.") from error


def _yaml_problem(path: Path, error: Exception, *, offset: int = 0) -> FileProblem:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 + offset if mark else 0
    return FileProblem(path, line, f"This is not YAML: {getattr(error, 'problem', None) or error}.")
