"""manage.py refresh_related"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.related import is_missing, refresh_all


class Command(BaseCommand):
    help = (
        "Work out anew which pages belong beside each live or scheduled one. Publishing keeps the lists "
        "up to date; this is for after a restore. The words of the search come first: refresh_search."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--missing", action="store_true", help="Only if no list was ever worked out, as after an update."
        )

    def handle(self, *args: Any, missing: bool, verbosity: int, **options: Any) -> None:
        if missing and not is_missing():
            return
        count = refresh_all()
        if verbosity:
            self.stdout.write(f"Pages with their related pages worked out: {count}")
