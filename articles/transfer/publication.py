"""What a file says about its edition: the note, the date, and whether the article is a draft."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from articles.models import Article, Edition
from articles.publishing import EditionSize, Release
from articles.transfer.shown import shown_edition
from articles.transfer.sources import ArticleSource


@dataclass(frozen=True)
class Publication:
    is_draft: bool
    note: str
    size: EditionSize
    updated_at: datetime | None

    @classmethod
    def of(cls, source: ArticleSource) -> "Publication":
        """Raises FileProblem."""
        return cls(
            is_draft=source.flag("draft"),
            note=_note(source),
            size=EditionSize.CHANGED if source.flag("major", default=True) else EditionSize.SMALL,
            updated_at=_updated_at(source),
        )

    def release(self, forthcoming: frozenset[str]) -> Release:
        return Release(note=self.note, size=self.size, updated_at=self.updated_at, forthcoming=forthcoming)

    def is_shown(self, article: Article) -> bool:
        """Return whether readers see the article's present working copy, with this note and date."""
        if self.is_draft:
            return True
        edition = shown_edition(article, list(article.editions.all()))
        if edition is None or edition.note.strip() != self.note:
            return False
        return self.updated_at is None or day_of(self.updated_at) == day_of(edition.updated_at)


def day_of(moment: datetime) -> date:
    """Return the date that readers see on the edition."""
    return timezone.localtime(moment).date()


def _note(source: ArticleSource) -> str:
    note = str(source.data.get("note") or "").strip()
    longest = Edition._meta.get_field("note").max_length
    if longest and len(note) > longest:
        raise source.problem("note", f"The note is over {longest} characters.")
    return note


def _updated_at(source: ArticleSource) -> datetime | None:
    updated = source.data.get("updated")
    if updated is None or isinstance(updated, datetime):
        return timezone.make_aware(updated) if updated and timezone.is_naive(updated) else updated
    if not isinstance(updated, date):
        raise source.problem("updated", "“updated” is a date, such as 2026-11-22.")
    # Noon keeps the day the same in the time zones that most readers live in.
    return timezone.make_aware(datetime.combine(updated, time(12)))
