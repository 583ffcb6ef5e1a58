"""manage.py refresh_search"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.search.keeping import is_missing, refresh_all


class Command(BaseCommand):
    help = (
        "Make anew what the search reads: the words of all live and scheduled pages, the vocabulary, "
        "owners' words. Publishing keeps them up to date; this is for after a restore."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--missing", action="store_true", help="Only if pages lack their words, as after an update."
        )

    def handle(self, *args: Any, missing: bool, verbosity: int, **options: Any) -> None:
        if missing and not is_missing():
            return
        count = refresh_all()
        if verbosity:
            self.stdout.write(f"Pages made ready for the search: {count}")
