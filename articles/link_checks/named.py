"""Collect the external addresses that articles name, in references and in links of texts."""

from collections.abc import Iterator
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from articles.models import Article, Edition, Reference
from articles.models.reference import DOI_RESOLVER
from articles.rendering.parser import make_parser

# Rows read by one statement. Short statements keep within the time limit on a site of any size.
CHUNK = 500
SCHEMES = ("http://", "https://")
IN_TEXT = ""

# {address: {slug of an article that names it: key of the reference, or IN_TEXT}}
Named = dict[str, dict[str, str]]

M = TypeVar("M", bound=Model)


def named_addresses() -> Named:
    """Return each address that a working copy or a live edition names, once."""
    named: Named = {}
    rows: tuple[Any, ...]
    for rows in _in_chunks(Reference.objects.all(), "key", "doi", "url", "article__slug"):
        _, key, doi, url, slug = rows
        _note(named, DOI_RESOLVER + doi if doi else url, slug, key)
    for _, slug, body in _in_chunks(Article.objects.all(), "slug", "body"):
        _note_text(named, body, slug)
    live = _in_chunks(Edition.objects.live(), "article__slug", "body", "references", "article__body")
    for _, slug, body, references, working_body in live:
        for reference in references:
            _note(named, reference["link"], slug, reference["key"])
        if body != working_body:
            _note_text(named, body, slug)
    return named


def _in_chunks(rows: QuerySet[M], *fields: str) -> Iterator[tuple[Any, ...]]:
    """Yield the pk and the `fields` of every row, ordered by pk."""
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", *fields)[:CHUNK]):
        yield from chunk
        last = chunk[-1][0]


def _note(named: Named, address: str, slug: str, key: str) -> None:
    if address.lower().startswith(SCHEMES):
        named.setdefault(address, {}).setdefault(slug, key)


def _note_text(named: Named, text: str, slug: str) -> None:
    for address in links_in(text):
        _note(named, address, slug, IN_TEXT)


def links_in(text: str) -> Iterator[str]:
    """Yield the addresses that a text links to, parsed as the renderer parses it."""
    # Parsing is slow, and most texts name their sources by references alone.
    if "://" not in text:
        return
    for token in _PARSER.parse(text):
        for child in token.children or []:
            if child.type == "link_open":
                yield str(child.attrs.get("href", ""))


_PARSER = make_parser()
