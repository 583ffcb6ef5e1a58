"""manage.py make_corpus --articles 100000"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.corpus import HoldsOthers, grow

OTHERS = (
    "This database holds articles that this command has not made. Use another database, such as "
    "DATABASE_URL=postgres://…/corpus, or another folder, such as VAR_DIR=var/corpus, and migrate it "
    "first."
)


class Command(BaseCommand):
    help = (
        "Fill a separate database with synthetic articles, to measure the site at its full size. "
        "If the database already holds some, only the missing ones are made."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--articles",
            type=int,
            required=True,
            metavar="N",
            help="How many articles the database is to hold.",
        )

    def handle(self, *args: Any, articles: int, verbosity: int, **options: Any) -> None:
        def say(done: int) -> None:
            self.stderr.write(f"\r{done:,} of {articles:,} articles", ending="")

        try:
            made = grow(articles, say if verbosity else lambda _: None)
        except HoldsOthers as problem:
            raise CommandError(OTHERS) from problem
        if verbosity:
            self.stderr.write("")
            self.stdout.write(f"Synthetic articles made: {made:,}")
