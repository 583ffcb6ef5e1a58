"""Checks of the title, the address, the top of the page, the urgency and the species."""

import re
from collections.abc import Iterator

from articles.checks.finding import Finding, blocks, warns
from articles.composing.compose import Composition
from articles.models import Article, Redirect
from articles.models.picture import KEY_PATTERN

MAX_ANSWER_WORDS = 35
MAX_KEY_POINTS = 4
# Search engines cut off a longer description, and replace a shorter one by words of their own.
MAX_TITLE = 70
MIN_DESCRIPTION, MAX_DESCRIPTION = 70, 155


def check_title(composition: Composition) -> Iterator[Finding]:
    title = composition.article.title.strip()
    if not title:
        yield blocks("title", "The title is missing.")
    if len(title) > MAX_TITLE:
        yield warns("title", f"The title has {len(title)} characters; search engines show about {MAX_TITLE}.")


def check_address(composition: Composition) -> Iterator[Finding]:
    """Report an address that is taken. The database would refuse it too, but later and without words."""
    article = composition.article
    if not re.fullmatch(KEY_PATTERN, article.slug):
        yield blocks("slug", "The address needs small letters, digits and single hyphens.")
        return
    other = Article.objects.filter(slug=article.slug).exclude(pk=article.pk).first()
    if other is not None:
        yield blocks("slug", f"The address “{article.slug}” belongs to “{other}”.")
    path = article.get_absolute_url()
    moved = Redirect.objects.filter(old_path=path).exclude(article=article.pk).select_related("article")
    for redirect in moved:
        yield blocks("slug", f"{path} leads readers on to “{redirect.article}”: delete that redirect first.")


def check_top(composition: Composition) -> Iterator[Finding]:
    article = composition.article
    if not article.answer.strip():
        yield blocks("answer", "The answer (“In short”) is missing.")
    if len(article.answer.split()) > MAX_ANSWER_WORDS:
        yield blocks("answer", f"The answer is over {MAX_ANSWER_WORDS} words.")
    if len(composition.edition.key_points) > MAX_KEY_POINTS:
        yield blocks("key_points", f"There are more than {MAX_KEY_POINTS} plain facts.")


def check_description(composition: Composition) -> Iterator[Finding]:
    length = len(composition.article.description.strip())
    wanted = f"{MIN_DESCRIPTION} to {MAX_DESCRIPTION} characters"
    if not length:
        yield warns("description", f"The description for search engines is missing: {wanted}.")
    elif not MIN_DESCRIPTION <= length <= MAX_DESCRIPTION:
        yield warns("description", f"The description has {length} characters; {wanted} are shown whole.")


def check_labels(composition: Composition) -> Iterator[Finding]:
    if not composition.article.urgency:
        yield blocks("urgency", "The urgency is not declared.")
    if not composition.species:
        yield blocks("species", "No species is chosen.")
