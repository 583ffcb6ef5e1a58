"""Take the second factor off somebody's login, when all of it is lost: phone, passkeys, recovery codes."""

import logging
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kbsite.accounts import factors, sessions

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Removes the authenticator, passkeys and recovery codes of a login, and logs it out everywhere. "
        "Make sure who asks for it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the name of the login")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no login called {name}.")
        if not factors.remove_all(user):
            self.stdout.write(f"{name} has no second factor.")
            return
        logger.warning("The second factor of the login %s was removed by reset_second_factor.", name)
        # One of them may be open on a phone that was stolen.
        ended = sessions.end_all(user)
        self.stdout.write(f"{name} is logged out everywhere. Sessions ended: {ended}.")
        self.stdout.write(f"{name} logs in with the password alone now, and may set up another factor.")
