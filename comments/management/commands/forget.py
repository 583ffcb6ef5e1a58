"""Erase what is left of readers' network addresses."""

from typing import Any

from django.core.management.base import BaseCommand

from comments.forgetting import forget


class Command(BaseCommand):
    help = "Erases what is left of readers' network addresses. Run it once a day."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        erased = forget()
        if verbosity:
            self.stdout.write(f"{erased} traces of readers' addresses erased.")
