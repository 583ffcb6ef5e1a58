"""Ask the registers of DOIs and of PubMed about a source, if the operator allows it (REFERENCE_LOOK_UP)."""

import hashlib
import json
import re
from time import monotonic
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.cache import cache

from articles.link_checks.agent import agent
from articles.link_checks.reading import NotRead, Reader
from articles.models.reference import EARLIEST, LATEST, Evidence
from articles.references.addresses import PUBMED, doi_in
from articles.references.source import KnownSource, locator_of, names_of, plain

CSL = "application/vnd.citationstyles.csl+json"
CROSSREF = "https://api.crossref.org/works/{}/transform/" + CSL
PUBMED_RECORD = "https://api.ncbi.nlm.nih.gov/lit/ctxp/v1/pubmed/?format=csl&id={}"
DOI_RECORD = "https://doi.org/{}"
# Nothing else is asked, wherever a register sends us.
HOSTS = frozenset(
    {
        *("doi.org", "api.crossref.org", "data.crossref.org", "data.crosscite.org", "api.datacite.org"),
        "api.ncbi.nlm.nih.gov",
    }
)
MOST_BYTES = 256 * 1024
# For all registers of one question together.
MOST_SECONDS = 8
# Answers stay in this process's memory, some hundred of them: whoever asks again asks soon, and then adds the
# reference, which the next person finds here.
FOUND_FOR, NOTHING_FOR = 24 * 3600, 600
PUBMED_NUMBER = re.compile(re.escape(PUBMED) + r"(\d+)/")

KINDS = {
    **dict.fromkeys(("book", "chapter", "reference-book", "monograph"), Evidence.TEXTBOOK),
    **dict.fromkeys(("webpage", "post-weblog"), Evidence.PAGE),
}


def asked_elsewhere(source: KnownSource, reader: Reader | None = None) -> KnownSource | None:
    """Return what the registers say; None where they say nothing, cannot be reached, or may not be asked."""
    if not settings.REFERENCE_LOOK_UP:
        return None
    addresses = _addresses(source)
    if not addresses:
        return None
    key = f"reference-{hashlib.sha256(addresses[0].encode()).hexdigest()}"
    known = cache.get(key)
    if known is None:
        known = _ask(addresses, reader or Reader(agent(), HOSTS, MOST_BYTES))
        cache.set(key, known, FOUND_FOR if known else NOTHING_FOR)
    return KnownSource(**known) if known else None


def _addresses(source: KnownSource) -> list[str]:
    if source.doi:
        doi = quote(source.doi, safe="/()")
        return [CROSSREF.format(doi), DOI_RECORD.format(doi)]
    number = PUBMED_NUMBER.fullmatch(source.url)
    return [PUBMED_RECORD.format(number[1])] if number else []


def _ask(addresses: list[str], reader: Reader) -> dict[str, Any]:
    """{} where no register knows it, or none says so in time: somebody waits at the form."""
    deadline = monotonic() + MOST_SECONDS
    for address in addresses:
        try:
            record = json.loads(reader.read(address, accept=CSL, deadline=deadline))
            found = source_of(record[0] if isinstance(record, list) and record else record)
        # RecursionError: JSON may be nested as deep as its bytes allow.
        except (NotRead, ValueError, RecursionError):
            continue
        if found.says_something:
            return vars(found)
    return {}


def source_of(record: Any) -> KnownSource:
    """Read a record in CSL-JSON, as all of them answer. Raises ValueError for anything else."""
    if not isinstance(record, dict):
        raise ValueError("This is no record of a source.")

    def said(*names: str) -> str:
        return next((words for name in names if (words := _text(record.get(name)))), "")

    people = record.get("author") or record.get("editor")
    people = people if isinstance(people, list) else []
    kind = str(record.get("type", ""))
    return KnownSource(
        title=said("title"),
        authors=names_of(_person(one) for one in people if isinstance(one, dict)),
        year=_year(record),
        source=said("container-title", "publisher"),
        locator=locator_of(said("volume"), said("issue"), said("page", "number", "article-number")),
        doi=doi_in(said("DOI")),
        evidence=KINDS.get(kind, ""),
    )


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return plain(str(value)) if isinstance(value, str | int) else ""


def _person(person: dict[str, Any]) -> str:
    family = " ".join(
        part for part in (_text(person.get("non-dropping-particle")), _text(person.get("family"))) if part
    )
    given = _text(person.get("given"))
    return (
        f"{family}, {given}"
        if family and given
        else family or _text(person.get("literal") or person.get("name"))
    )


def _year(record: dict[str, Any]) -> int | None:
    for name in ("published-print", "issued", "published-online", "published"):
        try:
            year = int(record[name]["date-parts"][0][0])
        except (KeyError, IndexError, TypeError, ValueError):
            continue
        if EARLIEST <= year <= LATEST:
            return year
    return None
