"""A digest of everything in a working copy that readers would see."""

import hashlib
import json

from articles.models import Article

FIELDS = ["kind", "slug", "title", "standfirst", "description", "answer", "key_points", "body", "urgency"]
REFERENCE_FIELDS = [
    *("key", "authors", "year", "title", "source", "locator"),
    *("doi", "url", "evidence", "studied", "sample_size"),
]


def fingerprint(article: Article) -> str:
    """SHA-256, hexadecimal: equal for two working copies that would publish the same page."""
    content = {
        "fields": {field: _same_line_ends(getattr(article, field)) for field in FIELDS},
        "category": article.category_id,
        "author": article.author_id,
        "species": sorted(article.species.values_list("slug", flat=True)),
        "pictures": list(article.gallery.values_list("picture__key", "caption")),
        "references": list(article.references.order_by("key").values(*REFERENCE_FIELDS)),
        "facts": list(article.facts.values_list("label", "value", "reference__key")),
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _same_line_ends(text: str) -> str:
    """Browsers send CR LF, files have LF: a form saved without a change is no change."""
    return text.replace("\r\n", "\n").strip()
