"""manage.py erase_address ADDRESS [--yes]"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from comments.management.commands.export_address import address_from
from comments.subjects import NOT_FOUND_BY_ADDRESS, Holding, comments_of, erase, find_holding


class Command(BaseCommand):
    help = (
        "Says what is kept for an e-mail address, and what an erasure leaves; with --yes, erases it. "
        "Nobody can undo that."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "address", metavar="ADDRESS", help="The e-mail address; - reads it from the standard input."
        )
        parser.add_argument("--yes", action="store_true", help="Erase it; without this, nothing is changed.")

    def handle(self, *args: Any, address: str, yes: bool, verbosity: int, **options: Any) -> None:
        holding = find_holding(address_from(address))
        if not yes:
            self._tell(holding, "Kept, and erased with --yes", verbosity)
            self.stdout.write("Nothing was changed. --yes erases it; nobody can undo that.")
            return
        gone = erase(holding.address)
        self._tell(holding, "Erased", verbosity)
        left = comments_of(holding.address).count()
        self.stdout.write(f"{gone} comments erased." + (f" {left} came in meanwhile." if left else ""))

    def _tell(self, holding: Holding, goes: str, verbosity: int) -> None:
        if verbosity:
            self._list(goes, holding.goes)
            self._list("Left", holding.stays)
            self._list("Not found by an address", NOT_FOUND_BY_ADDRESS)

    def _list(self, title: str, lines: Any) -> None:
        self.stdout.write(f"{title}:")
        for line in lines or ["nothing"]:
            self.stdout.write(f"- {line}")
