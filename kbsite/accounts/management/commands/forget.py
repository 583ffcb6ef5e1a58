"""What the comments forget each day, the traces of logins, and what people were told."""

from typing import Any

from django.core.management import call_command

from comments.management.commands import forget
from kbsite.accounts.lockout import forget_attempts
from kbsite.accounts.passkeys.questions import forget_old
from kbsite.accounts.sessions import forget_ended
from kbsite.notices.reminding import forget_told


class Command(forget.Command):
    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        call_command("clearsessions")
        super().handle(*args, verbosity=verbosity, **options)
        gone = forget_attempts() + forget_ended() + forget_old()
        told = forget_told()
        if verbosity:
            self.stdout.write(f"Deleted: {gone} traces of logins, {told} notices to the desk.")
