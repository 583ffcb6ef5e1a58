"""Where a source stands: the volume, issue, pages and year that end a citation, as each style prints them."""

import re
from dataclasses import dataclass

from articles.references.source import locator_of

YEAR = r"(?:1[5-9]\d\d|20\d\d)"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter)[a-z]*\.?"
DAY = rf"(?:{MONTH}(?:\s*[-–/]\s*{MONTH})?(?:\s+\d{{1,2}}(?:[-–]\d{{1,2}})?)?)"
VOLUME = r"(?P<volume>[A-Z]{0,3}\d{1,4}[A-Z]?)"
# “(3)”, “ no. 3”, “ Suppl 1”, “ (Pt 2)”
ISSUE = (
    r"(?:\s*\((?P<issue>[^()]{1,24})\)|,?\s*(?:no|nos|iss|issue)\b\.?\s*(?P<number>[\w–/-]{1,12})"
    r"|\s+(?P<supplement>(?:Suppl|Supplement|Pt|Part)\b\.?(?:\s+\w{1,4})?)(?:\s*\((?P<within>\w{1,8})\))?)?"
)
PAGES = r"(?:pp?\.?\s*)?(?P<pages>[A-Za-z]{0,3}\d[\w.]{0,12}(?:\s*[–—‐-]\s*[A-Za-z]{0,3}\d\w{0,9})?)"
PLACES = [
    re.compile(rf"(?P<before>.*?\S)\s+{pattern}\s*$", re.IGNORECASE)
    for pattern in (
        # Vancouver: “2019 Mar 2;9(1):30-44”
        rf"\(?(?P<year>{YEAR})(?:\s+{DAY})?\)?\s*;\s*(?:{VOLUME}{ISSUE})?(?:\s*:\s*{PAGES})?",
        # Elsevier: “9 (2019) 30–44”
        rf"{VOLUME}{ISSUE}\s*\((?P<year>{YEAR})\)\s*,?\s*{PAGES}",
        # Nature: “9, 30–44 (2019)”
        rf"{VOLUME}{ISSUE},\s*{PAGES}\s*\((?P<year>{YEAR})\)",
        # MLA and IEEE: “vol. 9, no. 1, Mar. 2019, pp. 30–44”, also with the year at the end
        rf"vol\.?\s*{VOLUME}{ISSUE}(?:,\s*(?:\d{{1,2}}\s+)?(?:{DAY},?\s*)?(?P<year>{YEAR}))?(?:,\s*(?:pp?\.?|art\w*\.?)\s*{PAGES})?"
        rf"(?:,\s*(?:{DAY},?\s*)?(?P<later>{YEAR}))?",
        # Chicago: “9, no. 1 (March 2019): 30–44”
        rf"{VOLUME}{ISSUE}\s*\((?:{DAY},?\s*)?(?P<year>{YEAR})?(?:{DAY})?\)\s*:\s*{PAGES}",
        # The year stands at the front: “9(1), 30–44”, “9 (1): 30–44”, “9(1), pp. 30–44”, “9, Article 44”
        rf"{VOLUME}{ISSUE}\s*[,:]\s*(?:Article\s+|art\.\s*)?{PAGES}",
        rf"{VOLUME}\s*\((?P<issue>[^()]{{1,24}})\)",
        # Only a day: “4 March 2019”, “Mar. 2019”
        rf"(?:\d{{1,2}}\s+)?(?:{DAY},?\s+)?(?P<year>{YEAR})",
    )
]
NO_PLACE = re.compile(r"(?P<before>.*)")


@dataclass(frozen=True)
class PrintedPlace:
    """`before` is what stands before it; `locator` is “9(1), 30–44”."""

    before: str
    year: int | None = None
    locator: str = ""


def place_in(words: str) -> PrintedPlace:
    """Return the place that ends the words; all of the words are `before` where there is none."""
    bare = words.strip().rstrip(".").rstrip()
    for pattern in PLACES:
        if match := pattern.fullmatch(bare):
            return _place(match)
    return PrintedPlace(words.strip())


def _place(match: re.Match[str]) -> PrintedPlace:
    said = {name: value or "" for name, value in match.groupdict().items()}
    year = said.get("year") or said.get("later")
    supplement = said.get("supplement", "")
    within = f" ({said['within']})" if said.get("within") else ""
    issue = said.get("issue") or said.get("number") or (supplement and supplement + within) or ""
    return PrintedPlace(
        said["before"].rstrip(" ,"),
        int(year) if year else None,
        locator_of(said.get("volume", ""), issue, said.get("pages", "")),
    )
