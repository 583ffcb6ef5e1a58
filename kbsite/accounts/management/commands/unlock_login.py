"""Unlock a login that wrong passwords or refused passkeys have locked."""

from typing import Any

from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kbsite.accounts import unlocking


class Command(BaseCommand):
    help = "Forgets wrong passwords and refused passkeys of a login, so that its owner may try again at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", help="the name of the login")
        parser.add_argument("--all", action="store_true", help="unlock every login and every network")

    def handle(self, *args: Any, name: str | None, all: bool, **options: Any) -> None:
        if bool(name) == all:
            raise CommandError("Give the name of one login, or --all.")
        if all:
            AccessAttempt.objects.all().delete()
            self.stdout.write("Every login and every network is unlocked.")
            return
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no login called {name}.")
        unlocking.unlock(user, by="unlock_login")
        self.stdout.write(f"{name} may log in again.")
