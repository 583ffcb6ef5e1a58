"""The related pages that editors choose themselves. Readers see a choice at once."""

from django.db import transaction

from articles.drafts.locking import lock_article_row
from articles.models import Article, RelatedChoice
from articles.roles import CHOOSE_RELATED, Person, require

MOST = 6
ONLY_EDITORS = "Only editors choose related pages."


class CannotChoose(Exception):
    """The message is meant for the editor."""


@transaction.atomic
def choose(article: Article, other: Article, *, by: Person) -> None:
    """Add `other` to the end of the choice. It may be an article that is not published yet.

    Raises NotAllowed. Raises CannotChoose for the article itself, for one that is chosen already,
    and if `MOST` are chosen.
    """
    chosen = _chosen(article, by)
    if other.pk == article.pk:
        raise CannotChoose("A page is not related to itself.")
    if other.pk in chosen:
        raise CannotChoose(f"“{other}” is chosen already.")
    if len(chosen) >= MOST:
        raise CannotChoose(f"At most {MOST} pages are chosen: take one away first.")
    _store(article, [*chosen, other.pk])


@transaction.atomic
def unchoose(article: Article, other: Article, *, by: Person) -> None:
    """Take `other` from the choice.

    If it is not chosen, nothing happens: another editor may have taken it away at the same moment.
    """
    _store(article, [pk for pk in _chosen(article, by) if pk != other.pk])


@transaction.atomic
def move(article: Article, other: Article, *, by: Person, places: int) -> None:
    """Move `other` down by so many `places`, or up if the number is negative, to the end at most."""
    chosen = _chosen(article, by)
    if other.pk in chosen:
        place = chosen.index(other.pk)
        chosen.remove(other.pk)
        chosen.insert(max(place + places, 0), other.pk)
        _store(article, chosen)


@transaction.atomic
def choose_all(article: Article, others: list[Article], *, by: Person) -> bool:
    """Choose exactly these articles in this order, and return whether that changes the choice.

    Raises what choose() raises.
    """
    before = _chosen(article, by)
    after = [other.pk for other in others]
    if before == after:
        return False
    RelatedChoice.objects.filter(article=article).delete()
    for other in others:
        choose(article, other, by=by)
    return True


def _chosen(article: Article, by: Person) -> list[int]:
    """Return the pks of the chosen articles in their order.

    It locks the article, so that nobody else changes the choice before the transaction ends.
    Raises NotAllowed.
    """
    require(by, CHOOSE_RELATED, otherwise=ONLY_EDITORS)
    lock_article_row(article.pk)
    rows = RelatedChoice.objects.filter(article=article).order_by("position", "pk")
    return list(rows.values_list("other_id", flat=True))


def _store(article: Article, chosen: list[int]) -> None:
    rows = RelatedChoice.objects.filter(article=article)
    rows.exclude(other__in=chosen).delete()
    for position, pk in enumerate(chosen, start=1):
        rows.update_or_create(article=article, other_id=pk, defaults={"position": position})
