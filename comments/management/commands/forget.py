"""Erase what the site need not know any longer of its readers."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.search.log import forget_old_counts
from comments.forgetting import forget
from comments.moderation import erase_addresses, erase_comments, erase_earlier_texts


class Command(BaseCommand):
    help = (
        "Erases hashes of readers' addresses, old counts of searches, rejected comments and spam after their "
        "periods, what changed comments said before, and e-mail addresses that nobody confirmed. Run it once "
        "a day."
    )

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        erased, counts = forget(), forget_old_counts()
        comments, addresses = erase_comments(), erase_addresses()
        earlier = erase_earlier_texts()
        if verbosity:
            self.stdout.write(
                f"Erased: hashes of readers' addresses in {erased} rows, {counts} old counts of searches, "
                f"{comments} comments that were rejected or spam, {earlier} texts from before a comment was "
                f"changed, {addresses} e-mail addresses that nobody confirmed."
            )
