"""The only functions that add, change or delete a glossary term.

Texts refer to a term by its key. A new meaning therefore appears in every working copy that
explains the term, and ends the signature of each. Editions keep the meaning with which they
were published.
"""

import re
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from articles.drafts import editing
from articles.models import Article, Edition, GlossaryTerm
from articles.rendering.terms import SCHEME
from articles.roles import Person, require

ADD, CHANGE, DELETE = (f"articles.{verb}_glossaryterm" for verb in ("add", "change", "delete"))


@dataclass(frozen=True)
class TermUsage:
    """The articles whose working copy, live page or scheduled edition explains one term."""

    articles: list[Article]

    def __bool__(self) -> bool:
        return bool(self.articles)

    def __str__(self) -> str:
        count = len(self.articles)
        return "1 article explains it" if count == 1 else f"{count} articles explain it"


class TermInUse(Exception):
    """The term cannot be deleted because an article explains it; `usage` says which."""

    def __init__(self, term: GlossaryTerm, usage: TermUsage) -> None:
        self.usage = usage
        super().__init__(f"“{term}” cannot be deleted: {usage}.")


@transaction.atomic
def save(term: GlossaryTerm, *, by: Person) -> int:
    """Store a new term, or another name or meaning under the same key.

    Returns how many working copies explain the term. Readers see the change on a page once its
    article is published again.
    """
    before = GlossaryTerm.objects.select_for_update().filter(pk=term.pk).first()
    require(by, CHANGE if before else ADD, otherwise="You may not change the glossary.")
    if before is not None:
        term.slug = before.slug
        if (before.name, before.meaning) == (term.name, term.meaning):
            return 0
    term.save()
    # Also for a new term: a draft may have named its key before the term existed.
    named = [article.pk for article in _naming(term)]
    return editing.term_changed(named, term, by=by)


@transaction.atomic
def delete(term: GlossaryTerm, *, by: Person) -> None:
    """Delete a term. Raises TermInUse if an article explains it."""
    require(by, DELETE, otherwise="You may not delete words of the glossary.")
    locked = GlossaryTerm.objects.select_for_update().get(pk=term.pk)
    refuse_if_used(locked)
    locked.delete()


def refuse_if_used(term: GlossaryTerm) -> None:
    usage = usage_of(term)
    if usage:
        raise TermInUse(term, usage)


def usage_of(term: GlossaryTerm) -> TermUsage:
    found = {article.pk: article for article in _naming(term)}
    # An edition that was called off never appears, so it does not keep the term.
    shown = Edition.objects.current().filter(terms__contains=[{"key": term.slug}])
    explaining = Article.objects.filter(Q(pk__in=found) | Q(pk__in=shown.values("article")))
    return TermUsage(list(explaining.defer("body", "parts").order_by("title", "pk")))


def _naming(term: GlossaryTerm) -> list[Article]:
    """Return the articles whose working copy names the term."""
    name = SCHEME + term.slug
    # The key of another term may begin with this key, so the query alone is not enough.
    whole = re.compile(re.escape(name) + r"(?![a-z0-9-])")
    texts = Article.objects.filter(body__contains=name).only("pk", "body")
    return [article for article in texts if whole.search(article.body)]
