"""Count the words of all decided comments anew."""

from typing import Any

from django.core.management.base import BaseCommand

from comments.spam.bayes import catch_up, rebuild


class Command(BaseCommand):
    help = (
        "Counts the words of all decided comments anew. It is needed only after comments were changed in "
        "the database by hand; run it in a quiet hour. It forgets spam that was erased after its period."
    )

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        counted = rebuild()
        # catch_up() stops after some batches, so that no request waits long. A command goes on to the end.
        while learned := catch_up():
            counted += learned
        if verbosity:
            self.stdout.write(f"The words of {counted} comments are counted.")
