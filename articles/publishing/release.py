"""What the person who publishes an edition chooses: its time, its size and its note."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models


class EditionSize(models.TextChoices):
    """How much an edition changes; the labels are the answers on the publishing page."""

    CHANGED = "major", "What the page says: readers see today as the day it was updated"
    REWRITTEN = "rewritten", "All of it, written anew: the date is today’s, and readers’ ratings start afresh"
    SMALL = "minor", "Something small, such as a spelling or a signature: the date stays"

    @property
    def moves_date(self) -> bool:
        """Return whether readers see a new date of the last update."""
        return self is not EditionSize.SMALL

    @property
    def drops_ratings(self) -> bool:
        """Return whether old ratings no longer count, because readers rated another text."""
        return self is EditionSize.REWRITTEN


@dataclass(frozen=True)
class Release:
    """The choices for one edition.

    `at` is when readers see it; None means at once. `updated_at` is the date that readers see, for
    texts that are older than this site. `approving` is the digest of the text that the person
    read. If it is given, publishing also hands in and approves that text, if the person may.
    `correcting` is such a digest, too: it publishes that text as a small correction, and nothing else.
    `forthcoming` names articles that are published together with this one.
    """

    note: str = ""
    at: datetime | None = None
    size: EditionSize = EditionSize.CHANGED
    updated_at: datetime | None = None
    approving: str = ""
    correcting: str = ""
    forthcoming: frozenset[str] = frozenset()


AT_ONCE = Release()


def small_correction(digest: str, note: str = "") -> Release:
    """Return the choices for a small correction: at once, and the date that readers see stays."""
    return Release(note=note, size=EditionSize.SMALL, correcting=digest)
