"""The references of a page for readers: what the edition stores, and whether the links still work."""

from datetime import date

from django.utils import timezone

from articles.models import Edition, ExternalLink
from articles.models.external_link import Outcome
from articles.snapshots import CitedReference


class CheckedReference(CitedReference):
    """A reference with the last check of its link; `checked_on` is None if there was none.

    `failed` is True if the link did not work on that day. `worked_on` is the last day on which
    it did.
    """

    checked_on: date | None
    failed: bool
    worked_on: date | None


def checked_references(edition: Edition) -> list[CheckedReference]:
    """Return the references of the edition, in its order. One query for all of them."""
    links = {reference["link"] for reference in edition.references if reference["link"]}
    found = {row.url: row for row in ExternalLink.objects.filter(url__in=links)} if links else {}
    return [_checked(reference, found.get(reference["link"])) for reference in edition.references]


def _checked(reference: CitedReference, link: ExternalLink | None) -> CheckedReference:
    # The check never requested a refused address, because a server must not open it.
    if link is None or link.outcome == Outcome.REFUSED:
        return {**reference, "checked_on": None, "failed": False, "worked_on": None}
    return {
        **reference,
        "checked_on": timezone.localdate(link.checked_at),
        "failed": link.failing_since is not None,
        "worked_on": timezone.localdate(link.last_good_at) if link.last_good_at else None,
    }
