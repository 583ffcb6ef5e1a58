"""Erase what is left of readers' network addresses, and old counts of what they searched for."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.search.log import forget_old_counts
from comments.forgetting import forget


class Command(BaseCommand):
    help = "Erases what is left of readers' addresses and old counts of searches. Run it once a day."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        erased, counts = forget(), forget_old_counts()
        if verbosity:
            self.stdout.write(
                f"{erased} traces of readers' addresses erased, {counts} old counts of searches."
            )
