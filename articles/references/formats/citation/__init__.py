"""A citation as it is printed: Vancouver, APA, Harvard, Chicago, MLA, IEEE, Elsevier, Nature, and books.

A style is recognised by its whole form. Where a part does not fit, nothing is said of it: a field that is
empty is seen and asked for, a wrong one is not.
"""

import re
from dataclasses import replace

from articles.references.formats.citation.books import EDITION, book_in, note_in
from articles.references.formats.citation.people import body_in, has_capitals, people_in, split_people
from articles.references.formats.citation.places import YEAR, PrintedPlace, place_in
from articles.references.formats.citation.tidying import tidied
from articles.references.source import KnownSource, plain, year_in

# The title in quotation marks: Chicago, MLA, IEEE, Harvard.
QUOTED = re.compile(
    r"^(?P<front>.{0,600}?)\s*(?:“(?P<curly>.+?)”|\"(?P<straight>.+?)\"|[‘'](?P<single>.+)[’'](?=[,.]?\s))[.,]?\s*(?P<rest>.*)$"
)
YEAR_LAST = re.compile(rf"^(?P<people>.+?)[.,]?\s*\(?(?P<year>{YEAR})[a-z]?\)?[.,:]?$")
# “Ada, B. C. (2019, June 7). ”, “Ada BC. 2019. ”
FRONT_YEAR = re.compile(
    rf"^(?P<people>.{{2,1500}}?)\s*(?:\((?P<inner>{YEAR}[a-z]?|n\.\s?d\.)(?:,[^()]{{1,20}})?\)\s*[.,:]?|(?<=[.,])\s(?P<year>{YEAR})[a-z]?\.)\s+(?P<rest>.+)$"
)
THESIS = re.compile(
    r"\s*\((?P<kind>[^()]*\b(?:dissertation|thesis)\b)[^(),]*(?:,\s*(?P<where>[^()]+))?\)", re.IGNORECASE
)
ABBREVIATION = re.compile(r"(?:[A-Z&][\w&-]{0,11}\.|[A-Z]\.)")
TRAILING_NUMBER = re.compile(r"\s+(?:\d[\d.]{6,}|e\d+)\.?$")
NAME = re.compile(r"(?:[^\W\d_][\w'’.&-]*\s*){1,12}")
INITIAL_FIRST = re.compile(r"[^\W\d_]\.")
SHORTEST_TITLE = 3


def read_citation(text: str) -> KnownSource | None:
    """Return what a printed citation says; None where it does not look like one."""
    line = tidied(text)
    for style in (_quoted, _note, _year_at_front, _people_first, _commas, _page_of_a_body):
        found = style(line)
        if found is not None and len(found.title) >= SHORTEST_TITLE:
            return found
    return None


def _quoted(line: str) -> KnownSource | None:
    match = QUOTED.match(line)
    if not match:
        return None
    front, year = match["front"].strip(), None
    if dated := YEAR_LAST.match(front):
        front, year = dated["people"], int(dated["year"])
    people = people_in(front, is_turned=year is not None)
    title = match["curly"] or match["straight"] or match["single"]
    place = place_in(match["rest"])
    if (front and not people) or (place.year is None and year is None):
        return None
    return _article(people, title.strip().rstrip(",."), place.before, place, year)


def _note(line: str) -> KnownSource | None:
    found = note_in(line)
    people = people_in(found[0], is_turned=False) if found else ""
    return replace(found[1], authors=people) if found and people else None


def _year_at_front(line: str) -> KnownSource | None:
    match = FRONT_YEAR.match(line)
    if not match:
        return None
    people = people_in(match["people"])
    people = people or (_any_name(match["people"]) if match["inner"] else "")
    if not people:
        return None
    year, rest = year_in(match["inner"] or match["year"]), match["rest"]
    if thesis := THESIS.search(rest):
        where = plain((thesis["where"] or "").strip())
        return KnownSource(title=plain(rest[: thesis.start()]), authors=people, year=year, source=where)
    if book := book_in(rest):
        return replace(book, authors=people, year=year)
    place = place_in(rest)
    title, source = _title_and_source(EDITION.sub("", place.before))
    # A year at the end would be a second one: that of an event, or a word of the title.
    return _article(people, title, source, place, year) if place.locator or place.year is None else None


def _people_first(line: str) -> KnownSource | None:
    """Vancouver, Nature, preprints, books: authors, then sentences."""
    people, rest = split_people(line)
    if not people:
        return None
    if book := book_in(rest):
        return replace(book, authors=people)
    place = place_in(rest)
    if place.year is None:
        return None
    title, source = _title_and_source(place.before)
    if place.locator and not source:
        return None
    return _article(people, title, source, place)


def _commas(line: str) -> KnownSource | None:
    """Elsevier: “L.A. Murphy, A.E. Coleman, Title, Journal 42 (2012) 307–312”."""
    place = place_in(line)
    parts = place.before.split(", ")
    if not INITIAL_FIRST.match(line) or not place.locator or place.year is None:
        return None
    count = next(
        (count for count in range(min(len(parts) - 2, 60), 0, -1) if people_in(", ".join(parts[:count]))), 0
    )
    if not count:
        return None
    people = people_in(", ".join(parts[:count]))
    return _article(people, ", ".join(parts[count:-1]), parts[-1], place)


def _page_of_a_body(line: str) -> KnownSource | None:
    """“Royal Veterinary College. VetCompass.”, before the address that is cut off."""
    who, stop, title = line.rstrip(".").partition(". ")
    if not stop or not body_in(who) or re.search(r"[.?!] ", title):
        return None
    return KnownSource(title=plain(title), authors=who)


def _any_name(words: str) -> str:
    """Before a year in brackets stands an author, and what is no list of persons is a body: “Blue Cross”."""
    name = words.strip(" .")
    return name if has_capitals(name) and NAME.fullmatch(name) else ""


def _title_and_source(words: str) -> tuple[str, str]:
    """The last sentence is the journal; its name may be a row of abbreviations: “J. Vet. Intern. Med.”"""
    sentences = [part for part in re.split(r"(?<=[.?!])\s+", words.strip()) if part.strip(" .")]
    if len(sentences) < 2:
        return plain(words.strip()), ""
    start = len(sentences) - 1
    while start > 1 and ABBREVIATION.fullmatch(sentences[start - 1]):
        start -= 1
    return plain(" ".join(sentences[:start])), " ".join(sentences[start:])


def _article(
    people: str, title: str, source: str, place: PrintedPlace, year: int | None = None
) -> KnownSource:
    # “J. Vet. Med.” ends with the full stop of its last word.
    name = TRAILING_NUMBER.sub("", source.strip(" ,;:"))
    kept = name if re.search(r"\b[A-Z]\w*\.\s\S+\.$", name) else plain(name)
    return KnownSource(
        title=plain(title),
        authors=people,
        year=year or place.year,
        source=kept.strip(" ,"),
        locator=place.locator,
    )
