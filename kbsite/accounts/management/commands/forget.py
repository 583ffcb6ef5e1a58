"""What the comments forget each day, and the traces of logins with it."""

from typing import Any

from comments.management.commands import forget
from kbsite.accounts.lockout import forget_attempts


class Command(forget.Command):
    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        super().handle(*args, verbosity=verbosity, **options)
        gone = forget_attempts()
        if verbosity:
            self.stdout.write(f"Deleted: {gone} traces of logins.")
