"""manage.py refresh_articles"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from articles.composing.mentions import keep_mentions, mentioned_in_edition
from articles.drafts import editing
from articles.drafts.locking import lock_article
from articles.models import Article, Picture
from articles.pictures.link_cards import editions_without_cards, give_card, make_card

WHY = "Taken stock of by refresh_articles"
AT_ONCE = 200


class Command(BaseCommand):
    help = (
        "Record the digest, the links and the pictures of working copies that were saved before the "
        "site recorded them. With --all, do so for every working copy, for instance after a restore. "
        "Make missing pictures for previews of links."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="Include working copies that have a record.")

    def handle(self, *args: Any, all: bool, verbosity: int, **options: Any) -> None:
        articles = Article.objects.all() if all else Article.objects.filter(digest="")
        count = 0
        for pk in articles.order_by("pk").values_list("pk", flat=True).iterator(AT_ONCE):
            self._refresh(pk)
            count += 1
        if verbosity:
            self.stdout.write(f"Articles taken stock of: {count}")
        self._make_cards(verbosity)

    def _make_cards(self, verbosity: int) -> None:
        """Make missing cards, one picture and one edition at a time, so that a second run can go on."""
        pictures = Picture.objects.only("digest", "width", "height").order_by("pk")
        made = [make_card(picture.image) for picture in pictures.iterator(AT_ONCE)]
        for edition in editions_without_cards().iterator(AT_ONCE):
            if give_card(edition):
                edition.save(update_fields=["pictures"])
        if verbosity and (count := made.count(True)):
            self.stdout.write(f"Pictures for previews of links made: {count}")
        # Told even with --verbosity 0: only a person can bring back a file that is gone.
        if broken := made.count(None):
            self.stderr.write(f"Pictures whose files are gone or broken: {broken}")

    # A transaction for each article: an editor waits for one only, and a run that is stopped keeps the
    # others.
    @transaction.atomic
    def _refresh(self, pk: int) -> None:
        article = lock_article(pk)
        editing.record(article, by=None, why=WHY)
        # An edition that was called off never appears, so its links and pictures count nowhere.
        for edition in article.editions.current():
            keep_mentions(article, mentioned_in_edition(edition), edition)
