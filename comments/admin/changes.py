"""What a comment's writer changed in it, for its page in the admin."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from articles.comparison.lines import Row, compare_lines
from articles.comparison.words import Segments, WordMarker
from articles.models.article import STARS
from comments.models import Comment, EarlierText, Photo, Status
from comments.photos import photo_of
from comments.writing.one_rating import stars_of

# The short fields; the text is compared line by line, the photo in words.
FIELDS = {"name": "Name", "stars": "Stars", "pet": "Lives with", "alt_text": "Description of the photo"}


@dataclass(frozen=True)
class WordsOfComment:
    """What a comment says or said, as texts."""

    name: str
    text: str
    stars: str
    pet: str
    alt_text: str
    has_photo: bool


@dataclass(frozen=True)
class ChangedField:
    """A field with its words before and after; the text comes as `rows` instead."""

    label: str
    old: Segments = ()
    new: Segments = ()
    rows: tuple[Row, ...] = ()
    said: str = ""


@dataclass(frozen=True)
class WritersChange:
    """From one state to a later one. Without `fields`, only what readers never see was changed.

    But with `is_back`, other words stood there in between.
    """

    at: datetime
    fields: list[ChangedField]
    is_back: bool = False


@dataclass(frozen=True)
class WritersChanges:
    """All that is known of a comment's changes, the newest first.

    `since_approval` is the difference to what was approved last; None if the comment was never
    approved before its change, or was approved as it stands.
    """

    each: list[WritersChange]
    since_approval: WritersChange | None
    is_approved_again: bool


def changes_of(comment: Comment) -> WritersChanges | None:
    """None if the comment was not changed. Two queries, of which one asks for the photo."""
    earlier = list(comment.earlier_texts.order_by("pk"))
    if not earlier:
        return None
    # One marker for all comparisons, because it limits their work together.
    marker = WordMarker()
    now = _now(comment, photo_of(comment))
    states = [*((one, _then(one)) for one in earlier), (None, now)]
    steps = [
        WritersChange(old.replaced_at, _fields(before, after, marker, [old]))
        for (old, before), (_, after) in pairwise(states)
        if old
    ]
    approved = [place for place, one in enumerate(earlier) if one.status == Status.APPROVED]
    is_approved_again = comment.status == Status.APPROVED or comment.is_vouched
    since = None
    if approved and not is_approved_again:
        later = earlier[approved[-1] :]
        fields = _fields(_then(later[0]), now, marker, later)
        is_back = not fields and any(step.fields for step in steps[approved[-1] :])
        since = WritersChange(later[-1].replaced_at, fields, is_back)
    return WritersChanges(steps[::-1], since, is_approved_again)


def _then(earlier: EarlierText) -> WordsOfComment:
    return WordsOfComment(
        name=earlier.name,
        text=earlier.text,
        stars=_stars(earlier.rating),
        pet=earlier.pet,
        alt_text=earlier.alt_text,
        has_photo=earlier.had_photo,
    )


def _now(comment: Comment, photo: Photo | None) -> WordsOfComment:
    return WordsOfComment(
        name=comment.name,
        text=comment.text,
        stars=_stars(stars_of(comment)),
        pet=comment.pet,
        alt_text=photo.alt_text if photo else "",
        has_photo=photo is not None,
    )


def _stars(rating: int | None) -> str:
    return f"{rating} of {STARS[-1]}" if rating else ""


def _fields(
    old: WordsOfComment, new: WordsOfComment, marker: WordMarker, passed: list[EarlierText]
) -> list[ChangedField]:
    """What differs. `passed` are the states from the old one up to the last before the new one."""
    return [*_text(old, new, marker), *_short(old, new, marker), *_photo(old, new, passed)]


def _text(old: WordsOfComment, new: WordsOfComment, marker: WordMarker) -> Iterator[ChangedField]:
    if old.text != new.text:
        yield ChangedField("Text", rows=compare_lines(old.text, new.text, marker))


def _short(old: WordsOfComment, new: WordsOfComment, marker: WordMarker) -> Iterator[ChangedField]:
    for name, label in FIELDS.items():
        before, after = getattr(old, name), getattr(new, name)
        # A photo that is gone took its description with it; a moderator may have removed both.
        if before != after and (name != "alt_text" or new.has_photo):
            yield ChangedField(label, *marker.mark(before, after))


def _photo(old: WordsOfComment, new: WordsOfComment, passed: list[EarlierText]) -> Iterator[ChangedField]:
    if not any(one.is_photo_changed for one in passed):
        return
    said = {(True, True): "Another photo", (False, True): "Added", (True, False): "Taken away"}
    if words := said.get((old.has_photo, new.has_photo)):
        yield ChangedField("Photo", said=words)
