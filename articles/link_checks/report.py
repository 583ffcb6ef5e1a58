"""The report: each address that articles name, the broken ones first, with the day it last answered."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from articles.link_checks.named import Named
from articles.models import ExternalLink
from articles.models.external_link import Outcome

# Articles named with each address; more are counted.
SHOWN = 3


def report(named: Named) -> Iterator[str]:
    """Line by line."""
    rows = ExternalLink.objects.order_by(F("failing_since").asc(nulls_last=True), "url")
    links = [link for link in rows if link.url in named]
    asked = {link.url for link in links}
    sections: dict[str, list[tuple[str, str]]] = {
        "Broken": [(link.url, _failing(link)) for link in links if link.failing_since],
        "Not looked at": [(link.url, _words(link)) for link in links if _is_unsaid(link)],
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


def _is_unsaid(link: ExternalLink) -> bool:
    return link.outcome == Outcome.REFUSED and not link.failing_since


def _words(link: ExternalLink) -> str:
    return link.detail.removesuffix(".")


def _cited_in(places: dict[str, str]) -> str:
    """Such as “in ringworm-in-dogs [^frymus2013], cat-flu and 4 more”."""
    words = [f"{slug} [^{key}]" if key else slug for slug, key in sorted(places.items())]
    more = f" and {len(words) - SHOWN} more" if len(words) > SHOWN else ""
    return f"in {', '.join(words[:SHOWN])}{more}"


def _failing(link: ExternalLink) -> str:
    last = f"last good {_day(link.last_good_at)}" if link.last_good_at else "never found good"
    return f"{link.get_outcome_display()} ({_words(link)}); failing since {_day(link.failing_since)}, {last}"


def _good(link: ExternalLink) -> str:
    return f"last good {_day(link.last_good_at)} ({_words(link)})"


def _day(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%-d %B %Y}" if at else "never"
