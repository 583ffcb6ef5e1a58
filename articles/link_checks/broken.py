"""Queries for the articles that cite a failing address, used by the admin's pages."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import OperationalError, connection, transaction
from django.db.models import BooleanField, F, Func, Q, QuerySet
from django.db.models.functions import Substr

from articles.models import Article, ExternalLink, Reference
from articles.models.reference import DOI_RESOLVER

# The most rows read for one page of the admin's list: a popular study may be cited very often.
MOST = 2000
# Milliseconds. No index covers the texts, so on a large site a search through all of them is given up.
PATIENCE_MS = 1500


def articles_with_broken_references() -> QuerySet[Article]:
    """Return the articles whose working copy cites a failing address, by its DOI or its URL."""
    failing = ExternalLink.objects.filter(failing_since__isnull=False).order_by()
    dois = failing.filter(url__startswith=DOI_RESOLVER).annotate(doi=Substr("url", len(DOI_RESOLVER) + 1))
    references = Reference.objects.order_by()
    by_doi = references.exclude(doi="").filter(_is_one_of("doi", dois.values("doi")))
    by_url = references.filter(doi="").exclude(url="").filter(_is_one_of("url", failing.values("url")))
    citing = by_doi.values("article").union(by_url.values("article"), all=True)
    return Article.objects.filter(pk__in=citing)


def _is_one_of(field: str, values: QuerySet[ExternalLink, Any]) -> Func:
    """Return the condition `field = ANY (ARRAY (…))`.

    With IN instead, PostgreSQL reads all references of a large site to find these few.
    """
    return Func(
        F(field),
        ArraySubquery(values),
        template="%(expressions)s)",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )


def citing(urls: Iterable[str]) -> dict[str, dict[int, str]]:
    """Return, for each of `urls`, the articles whose references name it: {url: {pk: title}}."""
    wanted = set(urls)
    dois = [url.removeprefix(DOI_RESOLVER) for url in wanted if url.startswith(DOI_RESOLVER)]
    by_doi, by_url = Q(doi__in=dois) & ~Q(doi=""), Q(doi="", url__in=wanted) & ~Q(url="")
    references = Reference.objects.filter(by_doi | by_url)
    found: dict[str, dict[int, str]] = {}
    rows = references.order_by("article_id").values_list("doi", "url", "article_id", "article__title")
    for doi, url, pk, title in rows[:MOST]:
        found.setdefault(DOI_RESOLVER + doi if doi else url, {})[pk] = title
    return found


def linking(url: str) -> dict[int, str] | None:
    """Return the articles whose text contains `url`, as {pk: title}, or None if that takes too long.

    No index covers the texts for this, so the query reads all of them.
    """
    texts = Article.objects.filter(body__contains=url).order_by().values_list("pk", "title")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {PATIENCE_MS}")
            return dict(texts[:MOST])
    except OperationalError:
        return None
