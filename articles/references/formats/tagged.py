"""Formats with a tag on each line: RIS, and that of PubMed (“nbib”)."""

import re
from typing import Any, ClassVar

from articles.models.reference import Evidence
from articles.references.addresses import PUBMED, address_in, doi_in
from articles.references.source import KnownSource, locator_of, names_of, plain, year_in

RIS_START = re.compile(r"^[ \t]*TY  ?- ?", re.MULTILINE)
NBIB_START = re.compile(r"^[ \t]*PMID ?- ?\d", re.MULTILINE)
NBIB_LINE = re.compile(r"([A-Z]{2,4}) *- (.*)")
RIS_LINE = re.compile(r"^([A-Z][A-Z0-9]) {0,2}- ?", re.MULTILINE)
MOST_NAMES = 200

RIS_EVIDENCE = {
    **dict.fromkeys(("BOOK", "CHAP", "EBOOK", "ECHAP", "EDBOOK"), Evidence.TEXTBOOK),
    **dict.fromkeys(("ELEC", "WEB", "BLOG", "ICOMM"), Evidence.PAGE),
}
# What PubMed calls the kind of a publication, the most telling first.
NBIB_EVIDENCE = (
    (("systematic review", "meta-analysis", "review", "scoping review"), Evidence.REVIEW),
    (("practice guideline", "guideline", "consensus development conference"), Evidence.GUIDELINE),
    (("editorial", "comment", "letter", "news"), Evidence.OPINION),
    (
        (
            *(
                "randomized controlled trial",
                "clinical trial",
                "controlled clinical trial",
                "observational study",
            ),
            *("comparative study", "case reports", "clinical trial, veterinary", "evaluation study"),
            *("observational study, veterinary", "randomized controlled trial, veterinary", "clinical study"),
            *("multicenter study", "twin study", "validation study"),
        ),
        Evidence.STUDY,
    ),
)


def is_ris(text: str) -> bool:
    return RIS_START.search(text) is not None


def is_nbib(text: str) -> bool:
    return NBIB_START.search(text) is not None


def read_ris(text: str) -> KnownSource | None:
    from rispy.parser import RisParser  # few people paste this

    lines = RIS_LINE.sub(r"\1  - ", "\n".join(line.strip() for line in text.splitlines()))
    # A record that was copied without its last line ends where the text does.
    found = RisParser(skip_unknown_tags=True).parse(f"{lines}\nER  - \n")
    return _from_ris(found[0]) if found else None


def _from_ris(record: dict[str, Any]) -> KnownSource:
    def said(*names: str) -> str:
        return next((plain(str(record[name])) for name in names if record.get(name)), "")

    urls = [address_in(url) for url in record.get("urls", [])]
    doi = doi_in(said("doi")) or next((doi for url in record.get("urls", []) if (doi := doi_in(url))), "")
    doi = doi or doi_in(said("note", "custom3"))
    people = record.get("authors") or record.get("first_authors") or record.get("secondary_authors") or []
    pages = "-".join(part for part in (said("start_page"), said("end_page")) if part)
    return KnownSource(
        title=said("title", "primary_title", "short_title"),
        authors=names_of(people[:MOST_NAMES]),
        year=year_in(said("year", "publication_year", "date")),
        source=said("alternate_title3", "secondary_title", "journal_name", "alternate_title2", "publisher"),
        locator=locator_of(said("volume"), said("number"), pages),
        doi=doi,
        url="" if doi else next((url for url in urls if url), ""),
        evidence=RIS_EVIDENCE.get(said("type_of_reference").upper(), ""),
    )


def read_nbib(text: str) -> KnownSource | None:
    from rispy.parser import RisParser  # few people paste this

    class PubMedParser(RisParser):
        START_TAG = "PMID"
        DEFAULT_MAPPING: ClassVar[dict[str, str]] = {
            tag: tag
            for tag in (
                *("PMID", "TI", "BTI", "AU", "FAU", "CN", "DP", "JT", "TA", "VI", "IP", "PG"),
                *("LID", "AID", "PT", "PB"),
            )
        }
        DEFAULT_LIST_TAGS: ClassVar[list[str]] = ["AU", "FAU", "CN", "LID", "AID", "PT"]
        DEFAULT_DELIMITER_MAPPING: ClassVar[dict[str, str]] = {}

        def parse_line(self, line: str) -> Any:
            if line.startswith("ER  -"):
                return "ER", ""
            match = NBIB_LINE.match(line)
            return (match[1], match[2].strip()) if match else (None, line.strip())

    # A record may be indented as a whole; a line that goes on has no tag.
    lines = "\n".join(line.strip() for line in text.splitlines())
    found = PubMedParser(skip_unknown_tags=True).parse(f"{lines}\nER  - \n")
    return _from_nbib(found[0]) if found else None


def _from_nbib(record: dict[str, Any]) -> KnownSource:
    def said(*names: str) -> str:
        return next((plain(str(record[name])) for name in names if record.get(name)), "")

    identifiers = [*record.get("LID", []), *record.get("AID", [])]
    doi = next((doi for named in identifiers if "[doi]" in named and (doi := doi_in(named))), "")
    kinds = {kind.lower() for kind in record.get("PT", [])}
    people = [*record.get("AU", [])[:MOST_NAMES]] or record.get("FAU", [])[:MOST_NAMES]
    pages = said("PG") or next((named.split()[0] for named in record.get("LID", []) if "[pii]" in named), "")
    return KnownSource(
        title=said("TI", "BTI").strip("[]"),
        authors=names_of([*people, *record.get("CN", [])]),
        year=year_in(said("DP")),
        source=said("JT", "TA", "PB"),
        locator=locator_of(said("VI"), said("IP"), pages),
        doi=doi,
        url="" if doi else PUBMED + said("PMID") + "/",
        evidence=next((evidence for names, evidence in NBIB_EVIDENCE if kinds & set(names)), ""),
    )
