"""manage.py import_articles DIR"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.transfer import import_folder


class Command(BaseCommand):
    help = (
        "Import articles (Markdown with front matter) and the lists beside them. A file with a problem "
        "is left out whole; the rest is imported. What editors changed since is kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument(
            "--overwrite", action="store_true", help="Import even over what editors changed here."
        )

    def handle(self, *args: Any, folder: Path, overwrite: bool, verbosity: int, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        report = import_folder(folder, overwrite=overwrite)
        if verbosity:
            for key in report.kept:
                self.stdout.write(f"Kept as edited here: {key}")
            self.stdout.write(str(report))
        if report.problems:
            raise CommandError("\n".join(str(problem) for problem in report.problems))
