"""A citation as it is printed: in the style of medical journals (Vancouver), or with the year in brackets."""

import re

from articles.models.reference import AND_OTHERS
from articles.references.addresses import ADDRESS, DOI
from articles.references.source import KnownSource, locator_of, names_of, plain, year_in

MOST_CHARACTERS = 3000
NUMBER = re.compile(r"^\s*(?:\[\d{1,3}\]|\d{1,3}[.)])\s+")
# What stands behind the citation itself.
REST = re.compile(
    r"\b(?:doi|PMID|PMCID|available (?:from|at)|accessed|retrieved from|epub)\b:?.*$",
    re.IGNORECASE | re.DOTALL,
)
# “2019;9(1):3039-44”, “2019 Mar 2;9:3039”
PLACE = re.compile(
    r"(?P<year>(?:1[5-9]|20)\d\d)(?:\s+[A-Z][a-z]{2,8}(?:-[A-Z][a-z]{2,8})?(?:\s+\d{1,2})?)?\s*;"
    r"\s*(?P<volume>[\w ]{0,12}?)\s*(?:\((?P<issue>[^()]{1,20})\))?"
    r"\s*(?::\s*(?P<pages>[\w–—‐-]{1,25}))?\s*\.?\s*$"
)
# “(2019). Title. Journal, 9(1), 30–44”
YEAR_IN_BRACKETS = re.compile(r"\((?P<year>(?:1[5-9]|20)\d\d)[a-z]?(?:,[^()]{1,20})?\)\.?\s*")
AFTER_JOURNAL = re.compile(
    r",\s*(?P<volume>[\w]{1,10})\s*(?:\((?P<issue>[^()]{1,20})\))?"
    r"(?:\s*[,:]\s*(?P<pages>[\w–—‐ -]{1,25}))?\s*\.?\s*$"
)
APA_NAME = re.compile(r"[^\s,&][^,&]{0,60},\s*(?:[^\W\d_]\.[\s-]?){1,4}")
ET_AL = re.compile(r",?\s*\bet al\b\.?", re.IGNORECASE)


def read_citation(text: str) -> KnownSource | None:
    """Return what a printed citation says; None where it does not look like one."""
    line = NUMBER.sub("", " ".join(text[:MOST_CHARACTERS].split()))
    bare = DOI.sub("", REST.sub("", ADDRESS.sub("", line))).strip(" .,;") + "."
    return _vancouver(bare) or _year_in_brackets(bare)


def _vancouver(line: str) -> KnownSource | None:
    place = PLACE.search(line)
    if not place:
        return None
    parts = re.split(r"(?<=[.?!])\s+", line[: place.start()].strip())
    parts = [part for part in parts if part.strip(" .")]
    if len(parts) < 3:
        return None
    authors, journal = parts[0], parts[-1]
    # A title may have several sentences, and a journal's name dots: “J Feline Med. Surg.”
    return KnownSource(
        title=plain(" ".join(parts[1:-1])),
        authors=_vancouver_names(authors),
        year=int(place["year"]),
        source=plain(journal),
        locator=locator_of((place["volume"] or "").strip(), place["issue"] or "", place["pages"] or ""),
    )


def _vancouver_names(text: str) -> str:
    shortened = ET_AL.sub("", text).strip(" .")
    names = names_of(name.strip() for name in shortened.split(","))
    return names + AND_OTHERS if ET_AL.search(text) else names


def _year_in_brackets(line: str) -> KnownSource | None:
    match = YEAR_IN_BRACKETS.search(line)
    if not match or match.start() == 0:
        return None
    rest = line[match.end() :].strip()
    place = AFTER_JOURNAL.search(rest)
    words = rest[: place.start()] if place else rest
    title, _, journal = _last_sentence(words.strip(" ."))
    return KnownSource(
        title=plain(title),
        authors=_bracket_names(line[: match.start()]),
        year=year_in(match["year"]),
        source=plain(journal),
        locator=locator_of(place["volume"], place["issue"] or "", place["pages"] or "") if place else "",
    )


def _last_sentence(words: str) -> tuple[str, str, str]:
    """Title and journal, which ends it; a title may end with a question mark."""
    match = re.search(r"^(.*[^\s][.?!])\s+([^.?!]+(?:\.[^.?!\s][^.?!]*)*)$", words)
    return (match[1], " ", match[2]) if match else (words, "", "")


def _bracket_names(text: str) -> str:
    plain_text = ET_AL.sub("", text).strip(" .,")
    names = [match[0].strip() for match in APA_NAME.finditer(plain_text + ".")]
    found = names_of(names) if names else plain_text.replace(" & ", ", ")
    return found + AND_OTHERS if ET_AL.search(text) else found
