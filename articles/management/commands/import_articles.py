"""manage.py import_articles DIR"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.transfer import ImportReport, import_folder


class Command(BaseCommand):
    help = (
        "Import articles (Markdown with front matter) and the lists beside them. A file with a problem "
        "is left out; the others are imported. Articles that editors have changed since are kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument(
            "--overwrite", action="store_true", help="Also replace articles that editors have changed."
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="Print what an import would do, with warnings, and change nothing.",
        )

    def handle(
        self,
        *args: Any,
        folder: Path,
        overwrite: bool,
        dry_run: bool,
        verbosity: int,
        **options: Any,
    ) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        report = import_folder(folder, overwrite=overwrite, dry_run=dry_run, warn=dry_run or verbosity > 1)
        if verbosity:
            self._tell(report, dry_run=dry_run, detailed=dry_run or verbosity > 1)
        if report.problems:
            raise CommandError("\n".join(str(problem) for problem in report.problems))

    def _tell(self, report: ImportReport, *, dry_run: bool, detailed: bool) -> None:
        """Print the report: every item if `detailed`, otherwise only what was kept, and the warnings."""
        would = "Would be " if dry_run else ""
        for keys, verb in ((report.created, "created"), (report.updated, "updated")):
            self._list(keys, f"{would}{verb}".capitalize(), when=detailed)
        self._list(report.unchanged, "Unchanged", when=detailed)
        self._list(report.kept, "Kept as edited here")
        for warning in report.warnings:
            self.stdout.write(f"Warning: {warning}")
        self.stdout.write(f"Nothing was changed. It would be: {report}" if dry_run else str(report))

    def _list(self, keys: list[str], text: str, *, when: bool = True) -> None:
        for key in keys if when else ():
            self.stdout.write(f"{text}: {key}")
