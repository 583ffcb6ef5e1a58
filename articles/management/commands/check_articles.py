"""manage.py check_articles [SLUG ...]"""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.checks import BLOCKS, WARNS, Finding, check
from articles.checks.readability import grade, length
from articles.checks.sentences import sentences_in
from articles.composing.compose import Composition, compose
from articles.models import Article

# Texts are long, so only so many articles are in memory at once.
CHUNK = 100


class Command(BaseCommand):
    help = (
        "Check working copies as publishing does, and print a line for each finding. "
        "Fails if a finding blocks publishing, and with --strict on any finding."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG", help="Check only these articles.")
        parser.add_argument("--strict", action="store_true", help="Fail on warnings too.")
        parser.add_argument(
            "--reading", action="store_true", help="Print how long and how hard each text is."
        )

    def handle(self, *args: Any, slugs: list[str], strict: bool, reading: bool, **options: Any) -> None:
        counts: Counter[str] = Counter()
        for article in _chosen(slugs):
            counts["articles"] += 1
            composition = compose(article)
            if reading:
                self.stdout.write(_reading(article, composition))
            for finding in check(composition):
                counts[finding.level] += 1
                self.stdout.write(_line(article, finding))
        self.stdout.write(
            f"{_count(counts['articles'], 'article')} checked: "
            f"{_count(counts[BLOCKS], 'finding')} that block, {_count(counts[WARNS], 'warning')}."
        )
        if counts[BLOCKS]:
            raise CommandError("Not every article is fit to publish.")
        if strict and counts[WARNS]:
            raise CommandError("There are warnings.")


def _chosen(slugs: list[str]) -> Iterator[Article]:
    """Return the articles in the order of their addresses. Raises CommandError for an unknown address."""
    articles = Article.objects.select_related("author", "category").order_by("slug")
    if slugs:
        unknown = set(slugs) - set(articles.filter(slug__in=slugs).values_list("slug", flat=True))
        if unknown:
            raise CommandError(f"There is no article with the address {', '.join(sorted(unknown))}.")
        articles = articles.filter(slug__in=slugs)
    return articles.iterator(chunk_size=CHUNK)


def _line(article: Article, finding: Finding) -> str:
    return f"{article.slug}:{finding.line}: {finding.level} {finding.place}: {finding.message}"


def _reading(article: Article, composition: Composition) -> str:
    passages = composition.rendered.passages
    reached = grade(list(sentences_in(passages)))
    hard = "too short for a grade" if reached is None else f"grade {reached:.1f}"
    return f"{article.slug}: {length(passages)} words, {hard}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
