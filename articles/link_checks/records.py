"""The stored result of each address: one row of ExternalLink."""

from datetime import datetime, timedelta

from django.utils import timezone

from articles.link_checks.asking import Answer
from articles.link_checks.named import Named
from articles.models import ExternalLink
from articles.models.external_link import Outcome

MAX_ADDRESS = ExternalLink._meta.get_field("url").max_length or 0
MAX_DETAIL = ExternalLink._meta.get_field("detail").max_length or 0
# Rows deleted by one statement, so that no statement becomes too long.
CHUNK = 1000


class Records:
    """The rows as they were when the check began; `keep` stores new results."""

    def __init__(self) -> None:
        self._known = {
            url: (checked_at, failing_since)
            for url, checked_at, failing_since in ExternalLink.objects.values_list(
                "url", "checked_at", "failing_since"
            )
        }

    def forget_others(self, named: Named) -> None:
        """Delete the rows of addresses that no article names any longer."""
        others = [url for url in self._known if url not in named]
        for start in range(0, len(others), CHUNK):
            ExternalLink.objects.filter(url__in=others[start : start + CHUNK]).delete()

    def due(self, named: Named, older_than: timedelta) -> list[str]:
        """Return the addresses that were not checked during `older_than`.

        Those never checked come first, then those checked longest ago. Addresses too long
        for a row are left out.
        """
        latest = timezone.now() - older_than
        never = [url for url in named if url not in self._known and len(url) <= MAX_ADDRESS]
        known = [(self._known[url][0], url) for url in named if url in self._known]
        return sorted(never) + [url for checked_at, url in sorted(known) if checked_at <= latest]

    def keep(self, url: str, answer: Answer, at: datetime) -> None:
        """Store one result in a transaction of its own, so that it survives an interrupted check."""
        before = self._known.get(url, (at, None))[1]
        row = ExternalLink(
            url=url,
            outcome=answer.outcome,
            detail=answer.detail[:MAX_DETAIL],
            checked_at=at,
            failing_since=(before or at) if answer.is_failing else None,
        )
        fields = ["outcome", "detail", "checked_at", "failing_since"]
        if answer.outcome == Outcome.GOOD:
            row.last_good_at = at
            fields.append("last_good_at")
        ExternalLink.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["url"], update_fields=fields
        )
        self._known[url] = (at, row.failing_since)
