"""Send the letters that could not be sent at once, and those that are due by the time alone."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from comments.mail import errands, is_on
from comments.mail.sending import Round, send_due
from comments.models import QueuedMail


class Command(BaseCommand):
    help = "Sends letters that are due, digests and reminders. Run it every five minutes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--strict", action="store_true", help="end with an error when the mail server could not be used"
        )

    def handle(self, *args: Any, strict: bool, verbosity: int, **options: Any) -> None:
        if not is_on():
            self.stdout.write("EMAIL_URL is not set: the site sends no letters.")
            return
        errands.run()
        done = send_due()
        if done.trouble:
            # The server's message is shown to whoever reads cron's mail; it names no reader's address.
            words = f"The mail server could not be used: {done.trouble}"
            if strict:
                raise CommandError(f"{words}\n{self._count(done)}")
            self.stderr.write(words)
        if verbosity:
            self.stdout.write(self._count(done))

    def _count(self, done: Round) -> str:
        return f"{done.sent} sent, {QueuedMail.objects.count()} waiting, {done.given_up} given up."
