"""The printed report: each address that articles name, broken ones first, with its last good day."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from articles.link_checks.named import Named
from articles.models import ExternalLink
from articles.models.external_link import Outcome

# A popular study may be cited very often, so the report names a few articles and counts the others.
SHOWN = 3


def report(named: Named) -> Iterator[str]:
    """Yield the lines of the report."""
    rows = ExternalLink.objects.order_by(F("failing_since").asc(nulls_last=True), "url")
    links = [link for link in rows if link.url in named]
    asked = {link.url for link in links}
    sections: dict[str, list[tuple[str, str]]] = {
        "Broken": [(link.url, _failing(link)) for link in links if link.failing_since],
        "Not looked at": [(link.url, _detail(link)) for link in links if _was_not_requested(link)],
        "Not asked yet": [(url, "") for url in sorted(named) if url not in asked],
        "Good": [(link.url, _good(link)) for link in links if link.outcome == Outcome.GOOD],
    }
    for title, found in sections.items():
        if found:
            yield f"{title}:"
        for url, state in found:
            yield f"  {url}"
            yield f"    {'; '.join(part for part in (state, _cited_in(named[url])) if part)}"
    yield ", ".join(f"{title.lower()} {len(found)}" for title, found in sections.items()).capitalize() + "."


def _was_not_requested(link: ExternalLink) -> bool:
    return link.outcome == Outcome.REFUSED and not link.failing_since


def _detail(link: ExternalLink) -> str:
    return link.detail.removesuffix(".")


def _cited_in(places: dict[str, str]) -> str:
    """Return where an address is named: “in ringworm-in-dogs [^frymus2013], cat-flu and 4 more”."""
    names = [f"{slug} [^{key}]" if key else slug for slug, key in sorted(places.items())]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"in {', '.join(names[:SHOWN])}{more}"


def _failing(link: ExternalLink) -> str:
    last = f"last good {_day(link.last_good_at)}" if link.last_good_at else "never found good"
    return f"{link.get_outcome_display()} ({_detail(link)}); failing since {_day(link.failing_since)}, {last}"


def _good(link: ExternalLink) -> str:
    return f"last good {_day(link.last_good_at)} ({_detail(link)})"


def _day(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%-d %B %Y}" if at else "never"
