"""The rows of an article's history, for the list of versions and for comparisons."""

from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.utils.text import capfirst

from articles.drafts.fields import PARTS, PLAIN_FIELDS, contents_of_version
from articles.drafts.fingerprint import digest_of
from articles.drafts.parts import Contents
from articles.models import Article, Edition, SignOff
from articles.models.article import Stage
from articles.names import OPERATOR_OR_GONE
from articles.roles import Person

PER_PAGE = 50


@dataclass(frozen=True)
class Version:
    """An entry of the list. `row` has no texts loaded. `before` is the id of the version before it."""

    row: dict[str, Any]
    before: int | None
    marks: list[str] = field(default_factory=list)

    @property
    def stage(self) -> str:
        return str(Stage(self.row["stage"]).label)


@dataclass(frozen=True)
class VersionPage:
    """Versions, newest first. `older` is where the next page goes on; it is None on the last page."""

    versions: list[Version]
    older: int | None


def versions_of(article: Article, below: int | None = None) -> VersionPage:
    """Return a page of versions whose ids are less than `below`, with three queries that read no text.

    Pages begin at an id, so that a save in the meantime moves no version to another page.
    """
    history: QuerySet[Any] = article.history.all()
    if below is not None:
        history = history.filter(history_id__lt=below)
    found = list(
        history.order_by("-history_id").values(
            *("history_id", "history_date", "history_change_reason", "stage"),
            # The name that colleagues know.
            who=Coalesce(
                NullIf(
                    Trim(Concat("history_user__first_name", Value(" "), "history_user__last_name")), Value("")
                ),
                "history_user__username",
                Value(capfirst(OPERATOR_OR_GONE)),
            ),
        )[: PER_PAGE + 1]
    )
    shown = found[:PER_PAGE]
    marks = _marks([row["history_id"] for row in shown])
    before = [*(row["history_id"] for row in found[1:]), None]
    return VersionPage(
        [Version(row, before[place], marks.get(row["history_id"], [])) for place, row in enumerate(shown)],
        older=shown[-1]["history_id"] if len(found) > PER_PAGE else None,
    )


def _marks(ids: list[int]) -> dict[int, list[str]]:
    """Return in words which rows a vet signed, and which became an edition."""
    marks: dict[int, list[str]] = {}
    for version, name in SignOff.objects.filter(version__in=ids).values_list("version_id", "name"):
        marks.setdefault(version, []).append(f"Signed by {name}")
    for source, number in Edition.objects.filter(source__in=ids).values_list("source_id", "number"):
        marks.setdefault(source, []).append(f"Edition {number}")
    return marks


def version_of(article: Article, pk: int) -> Any | None:
    """Return the row with that primary key, if it belongs to this article's history."""
    return article.history.select_related("history_user").filter(history_id=pk).first()


def kept_in(version: Any) -> Contents:
    """Return the fields that the row has kept. Rows without parts have only the plain fields."""
    contents = contents_of_version(version)
    return contents if version.parts else {name: contents[name] for name in PLAIN_FIELDS}


def keep_beside(article: Article, contents: Contents, *, by: Person, why: str) -> None:
    """Keep a text that never was the working copy, so that it can be read and restored.

    The caller holds the article's lock.
    """
    beside = copy(article)
    for name in PLAIN_FIELDS:
        setattr(beside, name, contents[name])
    beside.parts = {part: contents[part] for part in PARTS if part in contents}
    beside.digest = digest_of(contents)
    # Nobody handed this text in, and nobody approved it.
    beside.stage, beside.approved_digest = Stage.WRITING, ""
    beside._change_reason, beside._history_user = why, by  # type: ignore[attr-defined]  # read by simple_history
    Article.history.bulk_history_create([beside], update=True)
