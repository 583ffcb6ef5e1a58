"""Writes what readers see of comments to one file, in our own format or in that of another system."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from django.conf import settings
from django.db.models import Q, QuerySet

from articles.models import Edition
from articles.models.article import page_address
from comments.exchange.writers import WRITERS
from comments.exchange.writers.outgoing import OutgoingComment, OutgoingPage
from comments.models import Comment, Photo, Status
from comments.models.comment import CommentQuerySet

CHUNK = 2000


class NotWritten(Exception):
    """No file was written; the message says why."""


@dataclass
class ExportReport:
    """How many comments and pages are in the file; `photos` and `hidden` comments are not."""

    comments: int = 0
    pages: int = 0
    photos: int = 0
    hidden: int = 0


def export(path: Path, system: str, *, with_addresses: bool = False, overwrite: bool = False) -> ExportReport:
    """Write the file whole or not at all, for its owner only. Raises NotWritten."""
    if path.exists() and not overwrite:
        raise _there_already(path)
    if system != "json" and not settings.SITE_URL:
        raise NotWritten("Set SITE_URL first: other systems know a page by its whole address.")
    report = ExportReport()
    try:
        # For its owner alone, because it may hold e-mail addresses; and beside the file, so that it takes
        # its place at once.
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                WRITERS[system](file, _counted(_pages(with_addresses, report), report))
            if not overwrite:
                # Fails where a file came meanwhile, and keeps the place.
                path.touch(exist_ok=False)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except FileExistsError as error:
        raise _there_already(path) from error
    except OSError as error:
        raise NotWritten(f"{path} cannot be written: {error.strerror}.") from error
    return report


def _there_already(path: Path) -> NotWritten:
    return NotWritten(f"{path} exists already. --overwrite replaces it.")


def _counted(pages: Iterator[OutgoingPage], report: ExportReport) -> Iterator[OutgoingPage]:
    for page in pages:
        report.pages += 1
        report.comments += len(page.comments)
        numbers = [comment.pk for comment in page.comments]
        report.photos += Photo.objects.filter(comment__in=numbers).count()
        yield page


def _shown() -> CommentQuerySet:
    """Approved ones and ratings, and gaps above replies; without replies that readers do not see."""
    shown = Comment.objects.filter(Q(status=Status.APPROVED) | Q(status=Status.REMOVED)).in_place()
    return shown.filter(~Q(status=Status.REMOVED) | Q(parent__isnull=True))


def _pages(with_addresses: bool, report: ExportReport) -> Iterator[OutgoingPage]:
    """One page with all its comments at a time."""
    rows = _ordered(_shown()).iterator(chunk_size=CHUNK)
    for article_id, found in groupby(rows, key=attrgetter("article_id")):
        live = Edition.objects.live().filter(article=article_id)
        edition = live.only("title", "live_from", "writing", "kind").first()
        if edition is None:
            report.hidden += sum(1 for _ in found)
        elif (page := _page(edition, list(found), with_addresses)).comments:
            yield page


def _ordered(comments: CommentQuerySet) -> QuerySet[Comment]:
    related = comments.select_related("article", "edition").defer("html", "article__body", "article__parts")
    return related.defer("edition__body", "edition__body_html").order_by("article__slug", "created_at", "pk")


def _page(live: Edition, rows: list[Comment], with_addresses: bool) -> OutgoingPage:
    article = rows[0].article
    answered = {row.parent_id for row in rows}
    kept = [row for row in rows if row.status != Status.REMOVED or row.pk in answered]
    written = {row.pk for row in kept}
    return OutgoingPage(
        slug=article.slug,
        number=article.pk,
        address=f"{settings.SITE_URL}{page_address(live.kind, article.slug)}",
        title=live.title,
        published_at=live.live_from,
        comments=[OutgoingComment.of(row, live, written, with_addresses=with_addresses) for row in kept],
    )
