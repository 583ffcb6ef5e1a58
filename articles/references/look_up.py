"""Find out about a source from what somebody pasted: from itself, from here, and elsewhere if allowed."""

from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings

from articles.models.reference import Evidence
from articles.references.addresses import PUBMED, address_in, doi_in, pubmed_in
from articles.references.elsewhere import asked_elsewhere
from articles.references.formats.bibtex import is_bibtex, read_bibtex
from articles.references.formats.citation import read_citation
from articles.references.formats.citation.tidying import rejoined
from articles.references.formats.tagged import is_nbib, is_ris, read_nbib, read_ris
from articles.references.known import cited_before, failing_since, site_of
from articles.references.source import KnownSource
from articles.roles import Person

MOST_CHARACTERS = 20_000
LOOK_OVER = "Look it over, then add it."
NOTHING = "Nothing could be found out about it. Write what you know"
NOT_ASKED = "This site asks no other servers about a source. Write what you know"
WHOLE = "Its parts could not be told apart: all of it stands under Title. Move each part to its field."
# A file's own mark of its encoding comes along when it is copied.
INVISIBLE = "\ufeff\u200b\u2060"
ASKED_FOR = {"title": "title", "authors": "authors", "year": "year", "source": "journal or publisher"}
# An address alone has fewer characters and no blanks.
SHORTEST_CITATION = 40


@dataclass(frozen=True)
class LookUpResult:
    """`message` is a sentence for the person; `source` may be empty."""

    source: KnownSource
    message: str


def look_up(pasted: str, *, by: Person) -> LookUpResult:
    """Never raises for what was pasted, and asks the network only where the operator allows it."""
    text = pasted[:MOST_CHARACTERS].replace("\0", "").strip()
    if not text:
        return LookUpResult(KnownSource(), "Paste a DOI or an address first.")
    read = read_pasted(text)
    before = cited_before(read, by)
    if before is not None:
        # Somebody has looked it over already, so it goes before what the text says.
        return _told(before.over(read), "Another article cites it.")
    found = asked_elsewhere(read) if not read.says_something else None
    if found is not None:
        return _told(read.over(found), "Found.")
    if read.says_something:
        return _told(read, f"Read from what you pasted.{_missing(read)}")
    if not _is_alone(text):
        # Nothing that somebody pasted is lost.
        return LookUpResult(replace(read, title=" ".join(text.split())), WHOLE)
    return LookUpResult(_named(read, by), _nothing(read))


def read_pasted(text: str) -> KnownSource:
    """What the text itself says, in whichever of the formats it is."""
    text = text.strip().strip(INVISIBLE)
    formats = ((is_bibtex, read_bibtex), (is_nbib, read_nbib), (is_ris, read_ris))
    for fits, read in formats:
        if fits(text) and (found := read(text)) is not None:
            return found
    address = _address(rejoined(text))
    cited = None if _is_alone(text) else read_citation(text)
    return (cited and replace(cited, doi=address.doi, url=address.url)) or address


def _is_alone(text: str) -> bool:
    return len(text) < SHORTEST_CITATION or not any(blank in text for blank in " \n\t")


def _address(text: str) -> KnownSource:
    if doi := doi_in(text):
        return KnownSource(doi=doi)
    if number := pubmed_in(text):
        return KnownSource(url=f"{PUBMED}{number}/")
    url = address_in(text)
    return KnownSource(url=url, evidence=Evidence.PAGE if url else "")


def _named(read: KnownSource, by: Person) -> KnownSource:
    return replace(read, source=site_of(read.url, by)) if read.url and not read.source else read


def _missing(read: KnownSource) -> str:
    """What a reference has and the text did not say, or not in a form that is sure."""
    words = [word for name, word in ASKED_FOR.items() if not getattr(read, name)]
    listed = " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
    return f" It does not say for sure: {listed}." if words else ""


def _told(source: KnownSource, how: str) -> LookUpResult:
    since = failing_since(source)
    warning = f" Since {_day(since)} its address cannot be opened." if since else ""
    return LookUpResult(source, f"{how}{warning} {LOOK_OVER}")


def _nothing(read: KnownSource) -> str:
    kept = "; its number is kept." if read.doi else "; the address is kept." if read.url else "."
    # Otherwise it sounds as if the number were wrong.
    can_ask = settings.REFERENCE_LOOK_UP or not (read.doi or pubmed_in(read.url))
    return (NOTHING if can_ask else NOT_ASKED) + kept


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
