"""Digests of a working copy: SHA-256, hexadecimal, equal for two that say the same."""

import hashlib
import json

from articles.drafts.fields import (
    LATER_FIELDS,
    PLAIN_FIELDS,
    REFERENCE_FIELDS,
    Contents,
    contents_of,
    same_line_ends,
)
from articles.models import Article

# Where the page stands is not what it says: a vet's signature outlives a change of address.
NOT_ON_THE_PAGE = {"slug"}


def page_digest(article: Article) -> str:
    """Of everything a reader sees: text, pictures and their words, references, urgency."""
    return digest_of(contents_of(article))


def digest_of(contents: Contents) -> str:
    said = {name: value for name, value in contents.items() if name not in NOT_ON_THE_PAGE}
    return _sha256(_without_silent(said))


def fingerprint(article: Article) -> str:
    """Of the working copy alone, without the words of the library's pictures: what an import wrote."""
    related = list(article.related_choices.values_list("other", flat=True))
    return _sha256(
        {
            **({"related": related} if related else {}),
            "fields": _without_silent(
                {field: same_line_ends(getattr(article, field)) for field in PLAIN_FIELDS}
            ),
            "category": article.category_id,
            "author": article.author_id,
            "species": sorted(article.species.values_list("slug", flat=True)),
            "pictures": list(article.gallery.values_list("picture__key", "caption")),
            "references": list(article.references.order_by("key").values(*REFERENCE_FIELDS)),
            "facts": [
                (*said, scale) if scale else said
                for *said, scale in article.facts.values_list("label", "value", "reference__key", "scale")
            ],
        }
    )


def _without_silent(fields: Contents) -> Contents:
    return {name: value for name, value in fields.items() if value or name not in LATER_FIELDS}


def _sha256(data: object) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
