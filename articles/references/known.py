"""What this site knows of a source: other articles cite it, and the check of links has asked for it."""

from collections import Counter
from datetime import date
from urllib.parse import urlsplit

from django.db.models import QuerySet
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
    same = _same(source)
    if same is None:
        return None
    mine = readable(Article.objects.all(), reader)
    row = same.filter(article__in=mine).order_by("-pk").first()
    if row is None:
        return None
    return KnownSource(**{name: getattr(row, name) for name in KnownSource.__dataclass_fields__})


def _same(source: KnownSource) -> QuerySet[Reference] | None:
    if source.doi:
        return Reference.objects.filter(doi__in={source.doi, source.doi.lower(), source.doi.upper()})
    if source.url:
        return Reference.objects.filter(doi="", url__in=_ways_to_write(source.url))
    return None


def _ways_to_write(url: str) -> set[str]:
    scheme, _, rest = url.partition("://")
    bare = rest.removeprefix("www.")
    hosts = {rest, bare, f"www.{bare}"}
    ends = {host.rstrip("/") for host in hosts} | {f"{host.rstrip('/')}/" for host in hosts}
    return {f"{kind}://{end}" for kind in {"http", "https", scheme} for end in ends}


def site_of(url: str) -> str:
    """Return how other references call the site of the address, "" where none does."""
    host = urlsplit(url).hostname or ""
    if not host or url.startswith(PUBMED):
        return ""
    starts = Reference.objects.filter(doi="", url__startswith=f"https://{host}/").exclude(source="")
    names = Counter(starts.values_list("source", flat=True)[:MOST_OF_A_SITE])
    return names.most_common(1)[0][0] if names else ""


def failing_since(source: KnownSource) -> date | None:
    """Return the day since which the check of links finds that readers cannot open it."""
    link = DOI_RESOLVER + source.doi if source.doi else source.url
    found = ExternalLink.objects.filter(url=link, failing_since__isnull=False).first() if link else None
    return timezone.localdate(found.failing_since) if found and found.failing_since else None
