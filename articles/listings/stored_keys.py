"""Keeping the stored order of published pages in step with the rule of the A to Z."""

from collections.abc import Iterable, Iterator

from articles.listings.alphabet import sort_key, terms_in_order
from articles.models import Edition

AT_ONCE = 500


def refresh_order() -> int:
    """Writes only what comes out otherwise than it is stored; returns how many editions that was.

    It reads a batch at a time, because a large site has more editions than fit into memory.
    """
    count, changed = 0, list[Edition]()
    editions = Edition.objects.only("index_term", "index_key", "terms").order_by("pk")
    for edition in _otherwise(editions.iterator(AT_ONCE)):
        changed.append(edition)
        count += 1
        if len(changed) == AT_ONCE:
            _write(changed)
            changed.clear()
    _write(changed)
    return count


def _otherwise(editions: Iterable[Edition]) -> Iterator[Edition]:
    for edition in editions:
        key, terms = sort_key(edition.index_term), terms_in_order(edition.terms)
        if (key, terms) != (edition.index_key, edition.terms):
            edition.index_key, edition.terms = key, terms
            yield edition


def _write(editions: list[Edition]) -> None:
    Edition.objects.bulk_update(editions, ["index_key", "terms"])
