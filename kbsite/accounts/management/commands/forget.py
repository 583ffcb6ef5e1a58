"""What the comments forget each day, and the traces of logins with it."""

from typing import Any

from django.core.management import call_command

from comments.management.commands import forget
from kbsite.accounts.lockout import forget_attempts
from kbsite.accounts.passkeys.questions import forget_old
from kbsite.accounts.sessions import forget_ended


class Command(forget.Command):
    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        call_command("clearsessions")
        super().handle(*args, verbosity=verbosity, **options)
        gone = forget_attempts() + forget_ended() + forget_old()
        if verbosity:
            self.stdout.write(f"Deleted: {gone} traces of logins.")
