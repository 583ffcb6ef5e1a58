"""manage.py export_articles DIR [SLUG ...]"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.transfer import FileProblem, NoSuchArticle, NotEmpty, export_folder


class Command(BaseCommand):
    help = (
        "Write the articles, their lists and their pictures as files that import_articles reads. "
        "Without SLUG it writes everything, otherwise those articles and what they need."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("slugs", nargs="*", metavar="SLUG", help="The end of an article's address.")
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="Write into a folder that is not empty, and replace its files.",
        )

    def handle(
        self, *args: Any, folder: Path, slugs: list[str], overwrite: bool, verbosity: int, **options: Any
    ) -> None:
        try:
            export = export_folder(folder, slugs, overwrite=overwrite)
        except NotEmpty as error:
            raise CommandError(f"{folder} is not empty. --overwrite writes into it all the same.") from error
        except NoSuchArticle as error:
            raise CommandError(f"There is no article with the address {error}.") from error
        except FileProblem as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{folder} cannot be written: {error.strerror}.") from error
        if verbosity:
            for name in export.strays:
                self.stdout.write(f"Not of this library, and left as it was: {name}")
            self.stdout.write(f"{export} to {folder}")
        if export.problems:
            raise CommandError("\n".join(export.problems))
