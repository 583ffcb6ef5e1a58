"""What is known of a source, in the words and lengths of a reference."""

import html
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from django.utils.html import strip_tags

from articles.models import Reference
from articles.models.reference import AND_OTHERS

YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d|21\d\d)(?!\d)")
# As whole words of a name: “Müller J, Jr.” is one person.
SUFFIXES = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"}


@dataclass(frozen=True)
class KnownSource:
    """Every field may be empty. The names are those of a Reference."""

    title: str = ""
    authors: str = ""
    year: int | None = None
    source: str = ""
    locator: str = ""
    doi: str = ""
    url: str = ""
    evidence: str = ""
    studied: str = ""
    sample_size: int | None = None

    @property
    def says_something(self) -> bool:
        """Whether more is known than its address."""
        return bool(self.title or self.authors)

    def over(self, other: "KnownSource") -> "KnownSource":
        """What this one says, and the other where this one says nothing."""
        return replace(other, **{name: value for name, value in asdict(self).items() if value})

    def as_fields(self) -> dict[str, str | int]:
        """Without what is empty, and no longer than a reference may be."""
        fields = {name: value for name, value in asdict(self).items() if value}
        return {name: _fitting(name, value) for name, value in fields.items()}


def _fitting(name: str, value: str | int) -> str | int:
    most: int | None = getattr(Reference._meta.get_field(name), "max_length", None)
    if isinstance(value, int) or most is None or len(value) <= most:
        return value
    if name in ("doi", "url"):
        # A part of an address would lead elsewhere.
        return ""
    first_names = value[: most - len(AND_OTHERS)].rpartition(",")[0]
    if name == "authors" and first_names:
        return first_names + AND_OTHERS
    start = value[: most - 1]
    # One name or word that is too long is cut within.
    return (start.rpartition(" ")[0] or start) + "…"


def plain(text: str) -> str:
    """One line without tags, entities and the full stop at its end."""
    line = " ".join(html.unescape(strip_tags(text.replace("\0", ""))).split())
    return line[:-1] if line.endswith(".") and not line.endswith("..") else line


def year_in(text: str) -> int | None:
    match = YEAR.search(text)
    return int(match[1]) if match else None


def locator_of(volume: str, issue: str, pages: str) -> str:
    """As the reference list prints it: “142(3), 176–181”."""
    place = f"{volume}({issue})" if volume and issue else volume or (f"no. {issue}" if issue else "")
    return ", ".join(part for part in (place, page_range(pages)) if part)


def page_range(pages: str) -> str:
    """With a dash, and with the whole number of the last page: “176-81” is 176–181."""
    first, dash, last = (
        part.strip(" p.") for part in re.sub(r"\s*[-‐-—]+\s*", "-", pages.strip(), count=1).partition("-")
    )
    if not dash or not last:
        return first
    if first.isdigit() and last.isdigit() and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return first if first == last else f"{first}–{last}"


def names_of(people: Iterable[str]) -> str:
    """Names as “Harvey ND, Shaw SC”, from “Harvey, Naomi D.”, “Naomi D. Harvey” or that itself."""
    return ", ".join(name for name in (_name(plain(person)) for person in people) if name)


def _name(person: str) -> str:
    family, comma, given = person.partition(",")
    if comma:
        given = " ".join(word for word in given.replace(",", " ").split() if word.lower() not in SUFFIXES)
        return f"{family.strip()} {_initials(given)}".strip()
    words = person.split()
    # “Harvey ND” and the names of bodies stay as they are.
    if len(words) < 2 or _is_initials(words[-1]) or not all(word[:1].isupper() for word in words[:1]):
        return person
    return person if is_body(words) else _turned(words)


def _is_initials(word: str) -> bool:
    letters = word.replace(".", "").replace("-", "")
    return letters.isalpha() and letters.isupper() and len(letters) <= 3


BODIES = {
    *("association", "society", "college", "university", "institute", "group", "committee", "council"),
    *("organization", "organisation", "federation", "foundation", "agency", "department", "centre", "center"),
    *(
        "trust",
        "club",
        "team",
        "network",
        "consortium",
        "board",
        "service",
        "services",
        "ministry",
        "academy",
    ),
    *("the", "of", "for", "and", "veterinary", "manual", "hospital", "authority", "union", "international"),
}


def is_body(words: list[str]) -> bool:
    """Whether these are the words of an organisation's name."""
    return any(word.lower() in BODIES for word in words)


def _turned(words: list[str]) -> str:
    """From “Naomi D. van Harvey”: particles in small letters begin the family name."""
    if words[-1].lower() in SUFFIXES:
        words = words[:-1]
    start = next((at for at, word in enumerate(words[1:], 1) if word[0].islower()), len(words) - 1)
    return f"{' '.join(words[start:])} {_initials(' '.join(words[:start]))}".strip()


def _initials(given: str) -> str:
    """“Naomi D.” as ND, “J.-P.” and “Jean-Paul” as JP, and “ND” as it is."""
    words = re.split(r"[\s.\-‐]+", given)
    return "".join(word if word.isupper() and len(word) <= 3 else word[:1].upper() for word in words if word)
