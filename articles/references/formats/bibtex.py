"""BibTeX, as publishers and reference managers export it."""

import logging
import re
from typing import Any

from articles.models.reference import Evidence
from articles.references.addresses import address_in, doi_in
from articles.references.source import KnownSource, locator_of, names_of, plain, year_in

START = re.compile(r"^[ \t]*@[a-z]+\s*[{(]", re.IGNORECASE | re.MULTILINE)
MOST_LATEX = 4000
MOST_NAMES = 200
EVIDENCE = {
    **dict.fromkeys(("book", "inbook", "incollection", "mvbook", "collection"), Evidence.TEXTBOOK),
    **dict.fromkeys(("online", "electronic", "webpage", "www"), Evidence.PAGE),
}
AND = re.compile(r"\s+and\s+", re.IGNORECASE)
WHOLE_NAME = re.compile(r"\{[^{}]*\}")


def is_bibtex(text: str) -> bool:
    return START.search(text) is not None


def read_bibtex(text: str) -> KnownSource | None:
    """Return the first entry of the text; None where it has none."""
    # Loaded when somebody pastes BibTeX: few do, and every process would hold it.
    from bibtexparser.entrypoint import parse_string

    # It logs a line for each broken block, of which somebody could paste thousands.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    try:
        entries = parse_string(text).entries
    except (ValueError, RecursionError):
        return None
    return _source(entries[0]) if entries else None


def _source(entry: Any) -> KnownSource:
    fields = {field.key.lower(): str(field.value) for field in entry.fields}

    def said(*names: str) -> str:
        return next((words for name in names if (words := _words(fields.get(name, "")))), "")

    kind = entry.entry_type.lower()
    doi = doi_in(fields.get("doi", "")) or doi_in(fields.get("url", ""))
    url = (
        ""
        if doi
        else address_in(fields.get("url", "").replace("\\", "")) or address_in(fields.get("howpublished", ""))
    )
    return KnownSource(
        title=said("title"),
        authors=_authors(fields.get("author") or fields.get("editor", ""))
        or said("institution", "organization"),
        year=year_in(fields.get("year", "")) or year_in(fields.get("date", "")),
        source=said(
            "journal", "journaltitle", "booktitle", "publisher", "institution", "organization", "school"
        ),
        locator=locator_of(said("volume"), said("number", "issue"), said("pages", "eid")),
        doi=doi,
        url=url,
        evidence=EVIDENCE.get(kind, Evidence.PAGE if kind == "misc" and url else ""),
    )


def _authors(value: str) -> str:
    people = AND.split(value[: MOST_LATEX * 2])[:MOST_NAMES]
    named = [person.strip() for person in people if person.strip().lower() != "others"]
    # Braces around the whole keep the name of a body as it is; a comma in it is no family name's.
    return ", ".join(
        _words(name) if WHOLE_NAME.fullmatch(name) else names_of([_words(name)])
        for name in named
        if _words(name)
    )


def _words(latex: str) -> str:
    """The letters that LaTeX means: M{\\"u}ller is Müller."""
    from pylatexenc.latex2text import LatexNodes2Text  # as bibtexparser above

    short = latex[:MOST_LATEX]
    if not any(sign in short for sign in "\\{}$~"):
        return plain(short)
    try:
        # It raises all kinds of errors of its own for what is no LaTeX.
        return plain(LatexNodes2Text(math_mode="text").latex_to_text(short, tolerant_parsing=True))
    except (ValueError, RecursionError, IndexError, KeyError, TypeError):
        return plain(re.sub(r"[\\{}$~]", " ", short))
