"""Refreshing of the stored order of published pages after the rule of the A to Z has changed."""

from collections.abc import Iterable, Iterator

from articles.listings.alphabet import sort_key, terms_in_order
from articles.models import Edition

AT_ONCE = 500


def refresh_order() -> int:
    """Write the order of the editions for which it has changed, and return how many those are.

    It reads a batch at a time, because a large site has more editions than fit into memory.
    """
    count, changed = 0, list[Edition]()
    editions = Edition.objects.only("index_term", "index_key", "terms").order_by("pk")
    for edition in _changed(editions.iterator(AT_ONCE)):
        changed.append(edition)
        count += 1
        if len(changed) == AT_ONCE:
            _write(changed)
            changed.clear()
    _write(changed)
    return count


def _changed(editions: Iterable[Edition]) -> Iterator[Edition]:
    for edition in editions:
        key, terms = sort_key(edition.index_term), terms_in_order(edition.terms)
        if (key, terms) != (edition.index_key, edition.terms):
            edition.index_key, edition.terms = key, terms
            yield edition


def _write(editions: list[Edition]) -> None:
    Edition.objects.bulk_update(editions, ["index_key", "terms"])
