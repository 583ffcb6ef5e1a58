"""What an import would store, decided before anything is locked or written."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from comments.exchange.addresses import AddressBook, ArticlePlace
from comments.exchange.cleaning import Cleaner, ExchangeChoices
from comments.exchange.formats import FORMATS
from comments.exchange.opening import Unreadable, opened, system_of
from comments.exchange.placing import tops_of
from comments.exchange.record import SourceComment, SourceThread, Standing
from comments.exchange.report import ExchangeReport
from comments.forgetting import IMPORTED
from comments.models import Comment

BATCH = 1000
HASH_CHARACTERS = 55  # with IMPORTED as long as the column; 220 bits, hexadecimal


@dataclass(slots=True)
class PlannedComment:
    """A comment and its article. `row` is its primary key, once it has one.

    `top` is what it stands under, and `answers` what it answers, which may stand there too.
    """

    source: SourceComment
    place: ArticlePlace
    submission: str
    at: datetime
    row: int | None = None
    top: "PlannedComment | None" = None
    answers: "PlannedComment | None" = None


@dataclass(frozen=True)
class CommentPlan:
    """New comments, oldest first, so that their numbers rise with time; and all threads of the file."""

    system: str
    new: list[PlannedComment]
    threads: Counter[SourceThread]
    book: AddressBook
    report: ExchangeReport


def plan_import(
    path: Path, system: str, choices: ExchangeChoices, chosen: dict[str, str] | None = None
) -> CommentPlan:
    """Read the file and decide on each comment. Raises Unreadable; the report says what else is wrong."""
    report = ExchangeReport()
    comments = _read(path, system, choices, report)
    threads = Counter(one.thread for one in comments if one.standing is not Standing.LEFT_OUT)
    book = AddressBook(threads, chosen)
    places = {thread: book.find(thread) for thread in threads}
    planned = {one.source.key: one for one in _with_articles(comments, places, book, system, report)}
    _place(comments, planned, places, report)
    _find_known(list(planned.values()))
    new = [one for one in _wanted(planned) if one.row is None]
    new.sort(key=lambda one: one.at)
    report.known = sum(one.row is not None for one in planned.values())
    _count_new(new, choices, report)
    return CommentPlan(system, new, threads, book, report)


def _read(path: Path, system: str, choices: ExchangeChoices, report: ExchangeReport) -> list[SourceComment]:
    known = FORMATS[system]
    _check_system(path, system)
    with opened(path) as file:
        return list(Cleaner(choices, known.NAMELESS, report).cleaned(known.read(file)))


def _check_system(path: Path, system: str) -> None:
    looks_like = system_of(path)
    if looks_like and looks_like != system:
        name, other = FORMATS[system].NAME, FORMATS[looks_like].NAME
        raise Unreadable(f"This is no file of {name}. It looks like one of {other}: --from {looks_like}")
    # SQLite keeps the newest rows beside the database until its last user closes it.
    beside = path.with_name(f"{path.name}-wal")
    if system == "isso" and beside.exists() and beside.stat().st_size:
        raise Unreadable(f"{beside.name} holds comments that are not in {path.name} yet. Stop Isso first.")


def _with_articles(
    comments: Sequence[SourceComment],
    places: dict[SourceThread, ArticlePlace | None],
    book: AddressBook,
    system: str,
    report: ExchangeReport,
) -> Iterator[PlannedComment]:
    for comment in comments:
        if comment.standing is Standing.LEFT_OUT or comment.created_at is None:
            continue
        place = places[comment.thread]
        if place is not None:
            yield PlannedComment(comment, place, submission_of(system, comment.key), comment.created_at)
        elif book.is_left_out(comment.thread):
            report.left_out["by the map"] += 1
        else:
            report.unknown[comment.thread.address or "(no address)"] += 1


def submission_of(system: str, key: str) -> str:
    """The digest that recognises a comment of another system, in the column that is unique."""
    digest = hashlib.sha256(f"{system}\0{key}".encode(errors="replace")).hexdigest()
    return IMPORTED + digest[:HASH_CHARACTERS]


def _place(
    comments: Sequence[SourceComment],
    planned: dict[str, PlannedComment],
    places: dict[SourceThread, ArticlePlace | None],
    report: ExchangeReport,
) -> None:
    def article_of(comment: SourceComment) -> int | None:
        place = places.get(comment.thread)
        return place.article if place else None

    for key, top in tops_of(comments, article_of, report.moved).items():
        if key in planned and top in planned:
            planned[key].top = planned[top]
    for one in planned.values():
        one.answers = _answered(planned.get(one.source.parent), one.top)


def _answered(named: PlannedComment | None, top: PlannedComment | None) -> PlannedComment | None:
    """What the file says it answers, if readers see that in the same thread; otherwise the top."""
    is_seen = named and named.top is top and named.source.standing is not Standing.DELETED
    return named if is_seen else top


def _find_known(planned: list[PlannedComment]) -> None:
    """Note the row of each comment that is here already: imported before, or written here."""
    for start in range(0, len(planned), BATCH):
        batch = planned[start : start + BATCH]
        imported = dict(
            Comment.objects.filter(submission__in=[one.submission for one in batch]).values_list(
                "submission", "pk"
            )
        )
        alike = _alike(batch)
        for one in batch:
            one.row = imported.get(one.submission) or alike.get(_likeness(one))


def _likeness(one: PlannedComment) -> tuple[Any, ...]:
    """Comments of our own are told apart by their moment; those of others by their words too."""
    source = one.source
    if source.own:
        return (one.place.article, one.at, source.own.ordinal)
    return (one.place.article, one.at, source.name, source.text)


def _alike(batch: list[PlannedComment]) -> dict[tuple[Any, ...], int]:
    moments = {one.at for one in batch}
    rows = Comment.objects.filter(created_at__in=moments, article__in={one.place.article for one in batch})
    found: dict[tuple[Any, ...], int] = {}
    ordinals: Counter[tuple[Any, ...]] = Counter()
    for pk, article, at, name, text in rows.order_by("pk").values_list(
        "pk", "article", "created_at", "name", "text"
    ):
        ordinals[article, at] += 1
        found[article, at, ordinals[article, at]] = pk
        # A gap has no words, and is like every other one of that second.
        if text:
            found.setdefault((article, at, name, text), pk)
    return found


def _wanted(planned: dict[str, PlannedComment]) -> Iterator[PlannedComment]:
    """Without deleted comments under which nothing stands."""
    answered = {one.top.source.key for one in planned.values() if one.top}
    for key, one in planned.items():
        if one.source.standing is not Standing.DELETED or (key in answered and one.top is None):
            yield one


def _count_new(new: list[PlannedComment], choices: ExchangeChoices, report: ExchangeReport) -> None:
    report.new = len(new)
    report.gaps = sum(one.source.standing is Standing.DELETED for one in new)
    report.approved = sum(is_approved(one, choices) for one in new)
    report.held = report.new - report.gaps - report.approved
    report.by_article.update(one.place.slug for one in new)


def is_approved(one: PlannedComment, choices: ExchangeChoices) -> bool:
    return choices.approved and one.source.standing is Standing.APPROVED
