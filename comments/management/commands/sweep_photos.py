"""Delete photos that a crash left without their comment."""

from typing import Any

from django.core.management.base import BaseCommand

from comments.photos import sweep


class Command(BaseCommand):
    help = "Deletes photos that a crash left behind without their comment. Run it once a day."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        gone = sweep()
        if verbosity:
            self.stdout.write(f"{gone} files without a comment deleted.")
