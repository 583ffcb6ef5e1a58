"""The only way a word of the glossary comes, changes or goes.

Texts name a word by its key, so its meaning changes wherever it is explained; each working
copy that explains it is un-signed. Editions keep the meaning they were published with.
"""

import re
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.drafts import editing
from articles.models import Article, Edition, GlossaryTerm
from articles.rendering.terms import SCHEME
from articles.roles import Person, require

ADD, CHANGE, DELETE = (f"articles.{verb}_glossaryterm" for verb in ("add", "change", "delete"))


@dataclass(frozen=True)
class Usage:
    """The articles whose working copy, live page or scheduled edition explains one word."""

    articles: list[Article]

    def __bool__(self) -> bool:
        return bool(self.articles)

    def __str__(self) -> str:
        count = len(self.articles)
        return "1 article explains it" if count == 1 else f"{count} articles explain it"


class StillUsed(Exception):
    """Some page explains the word; `usage` says which."""

    def __init__(self, term: GlossaryTerm, usage: Usage) -> None:
        self.usage = usage
        super().__init__(f"“{term}” cannot be deleted: {usage}.")


@transaction.atomic
def save(term: GlossaryTerm, *, by: Person) -> int:
    """Store a new word, or another name or meaning under the same key.

    Returns how many working copies explain it; what readers see stays until those are
    published anew.
    """
    before = GlossaryTerm.objects.select_for_update().filter(pk=term.pk).first()
    require(by, CHANGE if before else ADD, otherwise="You may not change the glossary.")
    if before is not None:
        term.slug = before.slug
        if (before.name, before.meaning) == (term.name, term.meaning):
            return 0
    term.save()
    # A draft may have named the word before there was one.
    named = [article.pk for article in _naming(term)]
    return editing.term_changed(named, term, by=by)


@transaction.atomic
def delete(term: GlossaryTerm, *, by: Person) -> None:
    """Remove a word that no page explains. Raises StillUsed otherwise."""
    require(by, DELETE, otherwise="You may not delete words of the glossary.")
    locked = GlossaryTerm.objects.select_for_update().get(pk=term.pk)
    refuse_if_used(locked)
    locked.delete()


def refuse_if_used(term: GlossaryTerm) -> None:
    usage = usage_of(term)
    if usage:
        raise StillUsed(term, usage)


def usage_of(term: GlossaryTerm) -> Usage:
    found = {article.pk: article for article in _naming(term)}
    shown = Edition.objects.exclude(live_until__lte=timezone.now()).filter(
        terms__contains=[{"key": term.slug}]
    )
    explaining = Article.objects.filter(Q(pk__in=found) | Q(pk__in=shown.values("article")))
    return Usage(list(explaining.defer("body", "parts").order_by("title", "pk")))


def _naming(term: GlossaryTerm) -> list[Article]:
    """Those whose working copy names it; another word's key may begin like this one's."""
    name = SCHEME + term.slug
    whole = re.compile(re.escape(name) + r"(?![a-z0-9-])")
    texts = Article.objects.filter(body__contains=name).only("pk", "body")
    return [article for article in texts if whole.search(article.body)]
