"""Remarks on a passage: reviewers make them, the writer answers, and either resolves them.

A remark keeps nothing from being published. It is listed until it is resolved, and kept after that.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles.comparison.passages import QuotedPlace, find_passage
from articles.drafts.fields import FIELD, PLAIN_FIELDS, Shape, plain_of
from articles.models import Article, Remark, RemarkAnswer
from articles.names import name_of
from articles.roles import APPROVE, SIGN, NotAllowed, Person, may, may_edit, may_read, require

ONLY_REVIEWERS = "Only editors and vets put remarks beside a text."
NOT_YOURS = "Only those who write or review this article answer its remarks."

# Choices and the address are no passages that somebody reads.
QUOTED = tuple(
    name for name in PLAIN_FIELDS if FIELD[name].shape is not Shape.VALUE or name in ("title", "description")
)


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

    def as_finding(self) -> dict[str, Any]:
        """For the margin of the writing page, which shows checks in the same shape."""
        remark = self.remark
        return {
            "id": remark.pk,
            # Where it is answered and resolved.
            "url": f"{reverse('admin:articles_article_review', args=[remark.article_id])}#remark-{remark.pk}",
            "blocks": False,
            "place": self.place,
            "line": self.line,
            "where": self.where,
            "message": f"{name_of(remark.by)}: {remark.text}",
            "words": remark.words,
            "anchor": f"id_{self.place}",
            "text": remark.text,
            "by": name_of(remark.by),
            "at": remark.made_at.isoformat(),
            "lost": self.is_lost,
            "resolved": remark.resolved_at is not None,
            "answers": [
                {"by": name_of(answer.by), "at": answer.made_at.isoformat(), "text": answer.text}
                for answer in remark.answers.all()
            ],
        }


def remarks_of(article: Article) -> list[PlacedRemark]:
    """Return the article's remarks, unresolved ones first and in the order of the text; two queries."""
    texts = plain_of(article)
    fields = [(name, texts[name]) for name in QUOTED]
    rows = article.remarks.select_related("by", "resolved_by").prefetch_related("answers__by")
    placed = [_placed(remark, fields) for remark in rows]
    places = {name: number for number, name in enumerate(QUOTED)}
    return sorted(
        placed,
        key=lambda one: (one.remark.resolved_at is not None, places.get(one.place, 0), one.line),
    )


def unresolved(article: Article) -> list[PlacedRemark]:
    return [one for one in remarks_of(article) if one.remark.resolved_at is None]


def _placed(remark: Remark, fields: list[tuple[str, str]]) -> PlacedRemark:
    if not remark.words:
        return PlacedRemark(remark, remark.place, 0, "The whole text", is_lost=False)
    found = find_passage(remark.words, fields, near=QuotedPlace(remark.place, remark.line))
    at = found or QuotedPlace(remark.place, 0)
    label = FIELD[at.place].label
    # A field of one line needs no number.
    has_lines = at.line and "\n" in dict(fields).get(at.place, "")
    where = f"{label}, line {at.line}" if has_lines else label
    return PlacedRemark(remark, at.place, at.line, where, is_lost=found is None)


@transaction.atomic
def make_remark(article: Article, *, by: Person, text: str, words: str = "") -> Remark:
    """Put a remark beside the passage with these words, or beside the whole text.

    Raises NotAllowed or NoSuchPassage.
    """
    require(by, APPROVE, SIGN, otherwise=ONLY_REVIEWERS)
    if not may_read(by, article):
        raise NotAllowed(NOT_YOURS)
    quote = " ".join(words.split())
    texts = plain_of(article)
    found = find_passage(quote, [(name, texts[name]) for name in QUOTED]) if quote else QuotedPlace("body", 0)
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
    return RemarkAnswer.objects.create(
        remark=remark, by_id=by.pk if by else None, made_at=timezone.now(), text=text.strip()
    )


@transaction.atomic
def resolve_remark(remark: Remark, *, by: Person, is_resolved: bool = True) -> None:
    """Mark the remark as done, or as not done after all. Raises NotAllowed."""
    _require_part(remark, by)
    remark.resolved_at = timezone.now() if is_resolved else None
    remark.resolved_by_id = by.pk if by and is_resolved else None
    remark.save(update_fields=["resolved_at", "resolved_by"])


def may_take_part(by: Person, article: Article) -> bool:
    """Whether `by` writes or reviews the article."""
    return may_read(by, article) and (may_edit(by, article) or may_remark(by))


def may_remark(by: Person) -> bool:
    return may(by, APPROVE, SIGN)


def _require_part(remark: Remark, by: Person) -> None:
    if not may_take_part(by, remark.article):
        raise NotAllowed(NOT_YOURS)
