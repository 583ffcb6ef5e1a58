"""Reading the files: YAML lists, and Markdown with YAML front matter."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from articles.drafts.fields import FIELDS
from articles.transfer.folder import NotInFolder, file_in
from articles.transfer.reading_yaml import NotTaken, load
from articles.transfer.report import FileProblem

REQUIRED = {field.file_key for field in FIELDS if field.is_required_in_files}
# These are no fields of the article: they say its place on the site, and how it is published.
BESIDE = {"related", "featured", "draft", "note", "major", "updated"}
KNOWN = BESIDE | {field.file_key for field in FIELDS if field.file_key}
MAX_TEXT_BYTES = 1_000_000

# A day that does not exist, such as 2026-02-30, is a ValueError and no YAMLError.
NOT_YAML = (yaml.YAMLError, ValueError)


class _FrontMatter(YAMLHandler):
    """Reads the lines between the two --- as strictly as a file of YAML."""

    def load(self, fm: str, **_: object) -> Any:
        return load(fm)


FRONT_MATTER = _FrontMatter()


@dataclass(frozen=True)
class ArticleSource:
    """One article's file: its front matter, its text, and the line where the text starts."""

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

    def flag(self, field: str, *, default: bool = False) -> bool:
        value = self.data.get(field)
        if value is not None and not isinstance(value, bool):
            raise self.problem(field, f"“{field}” is true or false.")
        return default if value is None else value

    def problem(self, field: str, message: str) -> FileProblem:
        """Return a problem with a front-matter field, at the line where the field stands."""
        head = "\n".join(self.text.split("\n")[: self.body_offset])
        return FileProblem(self.path, line_of(head, field), message)


def line_of(text: str, field: str) -> int:
    """Return the line where a field or an entry begins, or 0 if the file does not have it."""
    if not field:
        return 0
    match = re.search(rf"^\s*[\"']?{re.escape(field)}[\"']?\s*:", text, re.MULTILINE)
    return text.count("\n", 0, match.end()) + 1 if match else 0


def read_articles(folder: Path) -> Iterator[ArticleSource | FileProblem]:
    """Read every Markdown file below `folder`, in the order of their names."""
    paths = sorted(path for path in folder.rglob("*.md") if not _is_hidden(path.relative_to(folder)))
    by_name: dict[str, list[Path]] = {}
    for path in paths:
        by_name.setdefault(path.stem, []).append(path)
    for path in paths:
        # The name of a file is the address of its article, whatever folder it is in.
        others = [str(other.relative_to(folder)) for other in by_name[path.stem] if other != path]
        try:
            if others:
                raise FileProblem(path, 0, f"Another file has this name: {', '.join(others)}.")
            yield read_article(path, folder)
        except FileProblem as problem:
            yield problem


def _is_hidden(path: Path) -> bool:
    """Return whether the path is in a hidden folder, such as .git or that of an unfinished export."""
    return any(part.startswith(".") for part in path.parts)


def read_article(path: Path, folder: Path) -> ArticleSource:
    """Raises FileProblem, with the line, when the file cannot be read as an article."""
    text = read_text(path, folder)
    # The parser drops blank lines above the front matter and does not count them.
    above = text.count("\n", 0, len(text) - len(text.lstrip()))
    try:
        data, stripped = frontmatter.parse(text, handler=FRONT_MATTER) if _begins_well(text) else ({}, "")
    except NOT_YAML as error:
        raise _yaml_problem(path, error, offset=above) from error
    if not data:
        raise FileProblem(path, 1, "The file does not begin with front matter between two lines of ---.")
    # Searched from the end, because the front matter may hold the same words.
    start = text.rindex(stripped)
    body = with_first_indent(text, start, stripped)
    source = ArticleSource(path, path.stem, text, data, body, text.count("\n", 0, start))
    if "\0" in body:
        line = text.count("\n", 0, text.index("\0", start)) + 1
        raise FileProblem(path, line, "There is a character that cannot be stored.")
    for field in sorted(map(str, data.keys() - KNOWN)):
        raise source.problem(field, f"“{field}” is not known.")
    for field in sorted(REQUIRED - data.keys()):
        raise FileProblem(path, 1, f"“{field}” is missing.")
    return source


def _begins_well(text: str) -> bool:
    """Return whether the first line of --- comes first. The parser would drop any text above it."""
    return FRONT_MATTER.detect(text.lstrip())


def with_first_indent(text: str, start: int, stripped: str) -> str:
    """Put back the spaces before `stripped`, which begins at `start`: indented Markdown may be code."""
    return text[text.rfind("\n", 0, start) + 1 : start] + stripped


def read_list(path: Path) -> dict[Any, Any]:
    """Read a YAML file that maps slugs to fields. If there is no such file, the list is empty."""
    # exists() follows links, so a broken one would count as an absent file and not as a mistake.
    if not (path.exists() or path.is_symlink()):
        return {}
    try:
        entries = load(read_text(path, path.parent)) or {}
    except NOT_YAML as error:
        raise _yaml_problem(path, error) from error
    if not isinstance(entries, dict):
        raise FileProblem(path, 1, "The file is not a list of names, each with its fields.")
    return entries


def read_text(path: Path, folder: Path) -> str:
    try:
        real = file_in(folder, path.relative_to(folder))
        if real.stat().st_size > MAX_TEXT_BYTES:
            raise FileProblem(path, 0, f"The file is over {MAX_TEXT_BYTES // 1_000_000} MB.")
        return real.read_text(encoding="utf-8")
    except NotInFolder as error:
        raise FileProblem(path, 0, str(error)) from error
    except UnicodeDecodeError as error:
        raise FileProblem(path, 0, "The file is not UTF-8 text.") from error
    except OSError as error:
        raise FileProblem(path, 0, f"The file cannot be read: {error.strerror}.") from error


def _yaml_problem(path: Path, error: Exception, *, offset: int = 0) -> FileProblem:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 + offset if mark else 0
    if isinstance(error, NotTaken):
        return FileProblem(path, line, f"{error.problem}.")
    return FileProblem(path, line, f"This is not YAML: {getattr(error, 'problem', None) or error}.")
