"""Editors' own choice of what stands beside a page; readers see it at once."""

from django.db import transaction

from articles.drafts.locking import lock_article
from articles.models import Article, RelatedChoice
from articles.roles import CHOOSE_RELATED, Person, require

MOST = 6
ONLY_EDITORS = "Only editors choose related pages."


class CannotChoose(Exception):
    """The message is meant for the editor."""


@transaction.atomic
def choose(article: Article, other: Article, *, by: Person) -> None:
    """Put `other` behind those that were chosen before; also one that readers do not see yet.

    Raises NotAllowed, or CannotChoose for the article itself, for one that is chosen already,
    and for one too many.
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
    """Also of one that was not chosen, as when two editors take it away."""
    _store(article, [number for number in _chosen(article, by) if number != other.pk])


@transaction.atomic
def move(article: Article, other: Article, *, by: Person, places: int) -> None:
    """Down by so many places among the chosen, or up where that is below zero; as far as there are any."""
    chosen = _chosen(article, by)
    if other.pk in chosen:
        place = chosen.index(other.pk)
        chosen.remove(other.pk)
        chosen.insert(max(place + places, 0), other.pk)
        _store(article, chosen)


@transaction.atomic
def choose_all(article: Article, others: list[Article], *, by: Person) -> bool:
    """Just these, in this order; whether that changed anything. Raises as choose() does."""
    before = _chosen(article, by)
    after = [other.pk for other in others]
    if before == after:
        return False
    RelatedChoice.objects.filter(article=article).delete()
    for other in others:
        choose(article, other, by=by)
    return True


def _chosen(article: Article, by: Person) -> list[int]:
    """Numbers of the chosen, in their order; nobody else changes them before this is done."""
    require(by, CHOOSE_RELATED, otherwise=ONLY_EDITORS)
    lock_article(article.pk)
    rows = RelatedChoice.objects.filter(article=article).order_by("position", "pk")
    return list(rows.values_list("other_id", flat=True))


def _store(article: Article, chosen: list[int]) -> None:
    rows = RelatedChoice.objects.filter(article=article)
    rows.exclude(other__in=chosen).delete()
    for position, number in enumerate(chosen, start=1):
        rows.update_or_create(article=article, other_id=number, defaults={"position": position})
