"""Remarks on a passage: reviewers make them, the writer answers, and either resolves them.

A remark keeps nothing from being published. It is listed until it is resolved, and kept after that.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.comparison.passages import Passages, QuotedPlace
from articles.drafts.fields import FIELD, PLAIN_FIELDS, Shape, plain_of
from articles.drafts.parts import Contents
from articles.models import Article, Remark, RemarkAnswer
from articles.roles import APPROVE, SIGN, NotAllowed, Person, may, may_edit, may_read, require

ONLY_REVIEWERS = "Only editors and vets put remarks beside a text."
NOT_YOURS = "Only those who write or review this article answer its remarks."

# So many nobody works through, and a page with all of them would be slow for everybody.
MOST_OPEN = 200
MOST_RESOLVED = 50
MOST_ANSWERS = 50
TOO_MANY = f"{MOST_OPEN} remarks on this article are open. Resolve some of them first."
TOO_MANY_ANSWERS = f"This remark has {MOST_ANSWERS} answers. Resolve it, and put a new one beside the text."

# Choices and the address are no passages that somebody reads.
QUOTED = tuple(
    name for name in PLAIN_FIELDS if FIELD[name].shape is not Shape.VALUE or name in ("title", "description")
)


class TooManyRemarks(NotAllowed):
    """Others have to be resolved first."""


class NoSuchPassage(Exception):
    """The quoted words are not in the text."""


@dataclass(frozen=True)
class PlacedRemark:
    """A remark and where its passage stands now.

    `line` is 0 for the whole of the place, and `where` names both as checks do: "Text, line 12".
    `is_lost` is true if its words are no longer in the text.
    """

    remark: Remark
    place: str
    line: int
    where: str
    is_lost: bool


def remarks_of(article: Article) -> list[PlacedRemark]:
    """Return the article's remarks, unresolved ones first and in the order of the text.

    Of the resolved ones only the newest; resolved_count() says how many there are. Takes a few queries.
    """
    newest = article.remarks.exclude(resolved_at=None).order_by("-resolved_at", "-pk")[:MOST_RESOLVED]
    return _all_placed(article, Q(pk__in=_open(article)) | Q(pk__in=newest.values("pk")))


def _open(article: Article) -> QuerySet[Remark, Any]:
    """Older releases let more be made than a page shows."""
    return article.remarks.filter(resolved_at=None).order_by("made_at", "pk")[:MOST_OPEN].values("pk")


def resolved_count(article: Article) -> int:
    return article.remarks.exclude(resolved_at=None).count()


def _all_placed(article: Article, which: Q) -> list[PlacedRemark]:
    rows = article.remarks.filter(which)
    rows = rows.select_related("by", "resolved_by").prefetch_related("answers__by")
    texts = plain_of(article)
    passages = _passages(texts)
    placed = [_placed(remark, texts, passages) for remark in rows]
    places = {name: number for number, name in enumerate(QUOTED)}
    return sorted(
        placed,
        key=lambda one: (one.remark.resolved_at is not None, places.get(one.place, 0), one.line),
    )


def unresolved(article: Article) -> list[PlacedRemark]:
    return _all_placed(article, Q(pk__in=_open(article)))


def _passages(texts: Contents) -> Passages:
    return Passages((name, texts[name]) for name in QUOTED)


def _placed(remark: Remark, texts: Contents, passages: Passages) -> PlacedRemark:
    if not remark.words:
        return PlacedRemark(remark, remark.place, 0, "The whole text", is_lost=False)
    found = passages.find(remark.words, near=QuotedPlace(remark.place, remark.line))
    at = found or QuotedPlace(remark.place, 0)
    label = FIELD[at.place].label
    # A field of one line needs no number.
    has_lines = at.line and "\n" in texts.get(at.place, "")
    where = f"{label}, line {at.line}" if has_lines else label
    return PlacedRemark(remark, at.place, at.line, where, is_lost=found is None)


@transaction.atomic
def make_remark(article: Article, *, by: Person, text: str, words: str = "") -> Remark:
    """Put a remark beside the passage with these words, or beside the whole text.

    Raises NotAllowed, TooManyRemarks or NoSuchPassage.
    """
    require(by, APPROVE, SIGN, otherwise=ONLY_REVIEWERS)
    if not may_read(by, article):
        raise NotAllowed(NOT_YOURS)
    _require_room(article)
    quote = " ".join(words.split())
    found = _passages(plain_of(article)).find(quote) if quote else QuotedPlace("body", 0)
    if found is None:
        raise NoSuchPassage
    return Remark.objects.create(
        article=article,
        by_id=by.pk if by else None,
        made_at=timezone.now(),
        place=found.place,
        line=found.line,
        words=quote,
        text=text.strip(),
        digest=article.digest,
    )


@transaction.atomic
def answer_remark(remark: Remark, *, by: Person, text: str) -> RemarkAnswer:
    """Raises NotAllowed."""
    _require_part(remark, by)
    if remark.answers.count() >= MOST_ANSWERS:
        raise TooManyRemarks(TOO_MANY_ANSWERS)
    return RemarkAnswer.objects.create(
        remark=remark, by_id=by.pk if by else None, made_at=timezone.now(), text=text.strip()
    )


@transaction.atomic
def resolve_remark(remark: Remark, *, by: Person, is_resolved: bool = True) -> None:
    """Mark the remark as done, or as not. A second press changes nothing. Raises NotAllowed."""
    _require_part(remark, by)
    if not is_resolved and remark.resolved_at is not None:
        _require_room(remark.article)
    others = Remark.objects.filter(pk=remark.pk, resolved_at__isnull=is_resolved)
    if is_resolved:
        others.update(resolved_at=timezone.now(), resolved_by=by.pk if by else None)
    else:
        others.update(resolved_at=None, resolved_by=None)
    remark.refresh_from_db(fields=["resolved_at", "resolved_by"])


def _require_room(article: Article) -> None:
    if article.remarks.filter(resolved_at=None).count() >= MOST_OPEN:
        raise TooManyRemarks(TOO_MANY)


def may_take_part(by: Person, article: Article) -> bool:
    """Whether `by` writes or reviews the article."""
    return may_read(by, article) and (may_edit(by, article) or may_remark(by))


def may_remark(by: Person) -> bool:
    return may(by, APPROVE, SIGN)


def _require_part(remark: Remark, by: Person) -> None:
    if not may_take_part(by, remark.article):
        raise NotAllowed(NOT_YOURS)
