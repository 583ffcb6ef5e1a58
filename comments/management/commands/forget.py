"""Erase the hashes of readers' network addresses, and old counts of their searches."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.search.log import forget_old_counts
from comments.forgetting import forget


class Command(BaseCommand):
    help = "Erases the hashes of readers' addresses and old counts of searches. Run it once a day."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        erased, counts = forget(), forget_old_counts()
        if verbosity:
            self.stdout.write(
                f"Erased: hashes of readers' addresses in {erased} rows, {counts} old counts of searches."
            )
