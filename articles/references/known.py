"""What this site knows of a source: other articles cite it, and the check of links has asked for it."""

from collections import Counter
from datetime import date
from functools import reduce
from operator import or_
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import Article, ExternalLink, Reference
from articles.models.reference import DOI_RESOLVER
from articles.references.addresses import PUBMED
from articles.references.source import KnownSource
from articles.roles import Person, readable

# Enough to tell how the articles call a site.
MOST_OF_A_SITE = 50


def cited_before(source: KnownSource, reader: Person) -> KnownSource | None:
    """Return what an article says that cites the same source, among those that `reader` may read."""
    row = _same(_readable(reader), source).order_by("-pk").first()
    if row is None:
        return None
    return KnownSource(**{name: getattr(row, name) for name in KnownSource.__dataclass_fields__})


def _readable(reader: Person) -> QuerySet[Reference]:
    return Reference.objects.filter(article__in=readable(Article.objects.all(), reader))


def _same(references: QuerySet[Reference], source: KnownSource) -> QuerySet[Reference]:
    if source.doi:
        # Whoever registers a DOI may write it with small letters or with capitals.
        return references.exclude(doi="").filter(doi__iexact=source.doi)
    if source.url:
        return references.filter(doi="", url__in=_ways_to_write(source.url))
    return references.none()


def _ways_to_write(url: str) -> set[str]:
    scheme, _, rest = url.partition("://")
    bare = rest.removeprefix("www.")
    hosts = {rest, bare, f"www.{bare}"}
    ends = {host.rstrip("/") for host in hosts} | {f"{host.rstrip('/')}/" for host in hosts}
    return {f"{kind}://{end}" for kind in {"http", "https", scheme} for end in ends}


def site_of(url: str, reader: Person) -> str:
    """Return how references that `reader` may read call the site of the address, "" where none does."""
    host = urlsplit(url).hostname or ""
    if not host or url.startswith(PUBMED):
        return ""
    pages = [Q(url__startswith=start) for start in _ways_to_write(f"https://{host}/") if start.endswith("/")]
    starts = _readable(reader).filter(reduce(or_, pages), doi="").exclude(source="")
    names = Counter(starts.values_list("source", flat=True)[:MOST_OF_A_SITE])
    return names.most_common(1)[0][0] if names else ""


def failing_since(source: KnownSource) -> date | None:
    """Return the day since which the check of links finds that readers cannot open it."""
    link = DOI_RESOLVER + source.doi if source.doi else source.url
    found = ExternalLink.objects.filter(url=link, failing_since__isnull=False).first() if link else None
    return timezone.localdate(found.failing_since) if found and found.failing_since else None
