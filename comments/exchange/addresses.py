"""The article of an old address: by a file of the operator, by the site's redirects, or by its last part."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO
from urllib.parse import unquote, urlsplit

from articles.characters import one_line
from articles.models import Edition, Redirect
from articles.models.commenting import KINDS_WITH_COMMENTS
from articles.publishing.addresses import moved_page
from comments.exchange.opening import Unreadable
from comments.exchange.record import SourceThread

COLUMNS = ("address", "article", "comments")
# In the column “article”: leave these comments out.
NOWHERE = "-"
MOST_ROWS = 100_000
MOST_OF_A_MAP = 20 * 1024 * 1024
BATCH = 1000
_ENDING = re.compile(r"\.(html?|php|aspx?|md)$", re.IGNORECASE)
_INDEX = re.compile(r"/(index|default)(\.\w+)?$", re.IGNORECASE)
# Spreadsheets take a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class ArticlePlace:
    """An article that readers see and comment on, and its edition."""

    article: int
    edition: int
    slug: str


class AddressBook:
    """Finds articles for threads; `chosen` is what the operator's file says, by address."""

    def __init__(self, threads: Iterable[SourceThread], chosen: dict[str, str] | None = None) -> None:
        self._chosen = chosen or {}
        wanted = list(dict.fromkeys(threads))
        # All of the map, which may be that of a larger export.
        named = {*self._chosen.values()} - {"", NOWHERE}
        slugs = {slug for thread in wanted for slug in _slugs_in(thread)} | named
        self._by_slug = {place.slug: place for place in _places("article__slug__in", sorted(slugs))}
        self._by_path = _redirected({path for thread in wanted for path in _paths(thread)})
        if missing := sorted(named - self._by_slug.keys()):
            raise Unreadable(
                f"The map names “{missing[0]}”, and readers see no article of that name to comment on."
            )

    def find(self, thread: SourceThread) -> ArticlePlace | None:
        chosen = self._chosen.get(thread.address)
        if chosen:
            return self._by_slug.get(chosen)
        by_path = (self._by_path[path] for path in _paths(thread) if path in self._by_path)
        by_slug = (self._by_slug[slug] for slug in _slugs_in(thread) if slug in self._by_slug)
        return next(by_path, None) or next(by_slug, None)

    def is_left_out(self, thread: SourceThread) -> bool:
        return self._chosen.get(thread.address) == NOWHERE


def _names(thread: SourceThread) -> tuple[str, ...]:
    return (thread.address, *thread.aliases)


def _path(name: str) -> str:
    try:
        return unquote(urlsplit(name.strip()).path)
    except ValueError:
        return ""


def _paths(thread: SourceThread) -> Iterator[str]:
    """As redirects have them: with a slash at both ends."""
    for name in _names(thread):
        if path := _path(name).strip("/"):
            yield f"/{path}/".replace("\0", "")[:200]


def _slugs_in(thread: SourceThread) -> Iterator[str]:
    """The last part of each address, without what servers hang on it."""
    for name in _names(thread):
        path = _INDEX.sub("", _path(name).rstrip("/"))
        if slug := _ENDING.sub("", path.rpartition("/")[2]).lower():
            yield slug.replace("\0", "")[:200]


def _places(condition: str, values: list[str]) -> Iterator[ArticlePlace]:
    live = Edition.objects.live().filter(kind__in=KINDS_WITH_COMMENTS).order_by("pk")
    for start in range(0, len(values), BATCH):
        rows = live.filter(**{condition: values[start : start + BATCH]})
        for article, edition, slug in rows.values_list("article", "pk", "article__slug"):
            yield ArticlePlace(article, edition, slug)


def _redirected(paths: set[str]) -> dict[str, ArticlePlace]:
    """Only pages that moved: a comment on one article is not meant for another that readers are led to."""
    found: dict[str, ArticlePlace] = {}
    values = sorted(paths)
    for start in range(0, len(values), BATCH):
        rows = Redirect.objects.filter(old_path__in=values[start : start + BATCH])
        for path in rows.values_list("old_path", flat=True):
            edition = moved_page(path)
            if edition is not None and edition.kind in KINDS_WITH_COMMENTS:
                found[path] = ArticlePlace(edition.article_id, edition.pk, edition.article.slug)
    return found


def read_map(path: Path) -> dict[str, str]:
    """The article's name by old address, from a CSV file with a line of headings. Raises Unreadable."""
    try:
        if path.stat().st_size > MOST_OF_A_MAP:
            raise Unreadable(f"{path} is larger than {MOST_OF_A_MAP // 1024**2} MB.")
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _joined(_rows_of_map(file, path), path)
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path} is not UTF-8.") from error
    except csv.Error as error:
        raise Unreadable(f"{path} is no CSV: {error}.") from error
    except OSError as error:
        raise Unreadable(f"{path} cannot be opened: {error.strerror}.") from error


def _joined(rows: Iterable[tuple[str, str]], path: Path) -> dict[str, str]:
    """One name for each address; a row without one says nothing against another. Raises Unreadable."""
    chosen: dict[str, str] = {}
    for address, slug in rows:
        before = chosen.get(address)
        if before and slug and before != slug:
            raise Unreadable(
                f"{path} names both “{before[:60]}” and “{slug[:60]}” for {one_line(address)[:200]}."
            )
        chosen[address] = before or slug
    return chosen


def _rows_of_map(file: TextIO, path: Path) -> Iterator[tuple[str, str]]:
    reader = csv.DictReader(file)
    if not {"address", "article"} <= set(reader.fieldnames or ()):
        raise Unreadable(f"The first line of {path} must name the columns address and article.")
    for row in reader:
        if reader.line_num > MOST_ROWS:
            raise Unreadable(f"{path} has more than {MOST_ROWS:,} lines.")
        address, article = row["address"] or "", (row["article"] or "").strip()
        # A whole address of ours is taken too.
        slug = article if article == NOWHERE else article.rstrip("/").rpartition("/")[2]
        yield (address[1:] if address.startswith("'") else address), slug


def propose_map(path: Path, counts: Counter[SourceThread], book: AddressBook) -> None:
    """Write each address once, with the article that was found for it, most comments first.

    The article stays empty where other names of the address lead to several. Raises Unreadable.
    """
    totals: Counter[str] = Counter()
    found: defaultdict[str, set[str]] = defaultdict(set)
    for thread, number in counts.items():
        totals[thread.address] += number
        place = book.find(thread)
        article = NOWHERE if book.is_left_out(thread) else place.slug if place else ""
        found[thread.address] |= {article} - {""}
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for address, number in totals.most_common():
                guard = "'" if address.startswith(_FORMULA) else ""
                article = "".join(found[address]) if len(found[address]) == 1 else ""
                writer.writerow([guard + address, article, number])
    except FileExistsError as error:
        raise Unreadable(f"{path} exists already. Name a new file for the map.") from error
    except OSError as error:
        raise Unreadable(f"{path} cannot be written: {error.strerror}.") from error
