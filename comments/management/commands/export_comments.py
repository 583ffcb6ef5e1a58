"""manage.py export_comments FILE"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from comments.exchange.exporting import NotWritten, export
from comments.exchange.writers import WRITERS


class Command(BaseCommand):
    help = (
        "Write all comments that readers see to one file, which only its owner may read. The format json is "
        "our own, which import_comments reads without a loss but photos."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--format", dest="system", choices=list(WRITERS), default="json")
        parser.add_argument(
            "--with-addresses",
            action="store_true",
            help="Also write e-mail addresses, which readers never see.",
        )
        parser.add_argument("--overwrite", action="store_true", help="Replace a file that exists.")

    def handle(
        self,
        *args: Any,
        file: Path,
        system: str,
        with_addresses: bool,
        overwrite: bool,
        verbosity: int,
        **options: Any,
    ) -> None:
        try:
            report = export(file, system, with_addresses=with_addresses, overwrite=overwrite)
        except NotWritten as error:
            raise CommandError(str(error)) from error
        if verbosity:
            self.stdout.write(f"{report.comments:,} comments of {report.pages:,} articles written to {file}.")
            if report.hidden:
                self.stdout.write(f"{report.hidden:,} of articles that readers do not see are not in it.")
            if report.photos:
                self.stdout.write(f"{report.photos:,} photos are not in it.")
