"""Digests of a working copy: SHA-256 in hexadecimal. Two working copies that say the same have one digest."""

import hashlib
import json

from articles.drafts.fields import FIELDS, contents_of, plain_of
from articles.drafts.parts import Contents, references_of
from articles.models import Article

NOT_ON_THE_PAGE = {field.name for field in FIELDS if not field.is_on_page}
CAME_LATER = {field.name for field in FIELDS if field.came_later}


def page_digest(article: Article) -> str:
    """Return the digest of everything a reader sees: text, pictures and their words, references, urgency."""
    return digest_of(contents_of(article))


def digest_of(contents: Contents) -> str:
    said = {name: value for name, value in contents.items() if name not in NOT_ON_THE_PAGE}
    return _sha256(_without_silent(said))


def fingerprint(article: Article) -> str:
    """Return the digest of what an import writes. It leaves out the words of the library's pictures."""
    related = list(article.related_choices.values_list("other", flat=True))
    return _sha256(
        {
            # Left out where nothing is chosen: so the fingerprints of imports stayed when the choice
            # was added.
            **({"related": related} if related else {}),
            "fields": _without_silent(plain_of(article)),
            "category": article.category_id,
            "author": article.author_id,
            "species": sorted(article.species.values_list("slug", flat=True)),
            "pictures": list(article.gallery.values_list("picture__key", "caption")),
            "references": references_of(article.references.all()),
            "facts": [
                # As with the related pages: most facts have no scale, which was added later.
                (*said, scale) if scale else said
                for *said, scale in article.facts.values_list("label", "value", "reference__key", "scale")
            ],
        }
    )


def _without_silent(fields: Contents) -> Contents:
    return {name: value for name, value in fields.items() if value or name not in CAME_LATER}


def _sha256(data: object) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
