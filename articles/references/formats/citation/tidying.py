"""A citation as it was copied, also from a page of print, becomes one line without its number and address."""

import re

from articles.references.addresses import ADDRESS, DOI

MOST_CHARACTERS = 3000
NUMBER = re.compile(r"^\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)])\s+")
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
# “https://doi.org/10.1000/” and its other half on the next line.
BROKEN_ADDRESS = re.compile(
    r"((?:https?://|\bdoi:|\b10\.\d{4,9}/)[^\s<>\"]{0,300}[/_=?&-])[ \t]*\r?\n[ \t]*(?=[\w(])", re.IGNORECASE
)
SOFT_HYPHEN = re.compile(r"\u00ad\s*")
BROKEN_RANGE = re.compile(r"(?<=\d)[ \t]*([–—‐-])\s*\n\s*(?=\d)")
BROKEN_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,40})[‐-][ \t]*\r?\n\s*(?=[a-zß-ÿ])")
# Of these, words are made that keep their hyphen: “two-year”, “long-term”.
COMPOUND = frozenset(
    {
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "half"),
        *("long", "short", "high", "low", "self", "well", "cross", "case", "double", "single", "multi"),
        *("small", "large", "full", "part", "evidence", "age", "sex", "post", "pre", "non", "anti", "follow"),
    }
)
# What stands behind the citation itself.
REST = re.compile(
    r"\b(?:doi:|PMID:?\s*\d|PMCID:?\s*PMC|available (?:from|at)\b|\[?accessed:? \d|\[cited\b"
    r"|retrieved (?:from|on|\d|[A-Z][a-z]+ \d)|epub (?:ahead|\d)|online ahead of print).*$",
    re.IGNORECASE | re.DOTALL,
)
# “[Internet]”, “[Preprint]”, “[in German]”
REMARK = re.compile(r"\s*\[[^\[\]]{2,40}\]")


def rejoined(text: str) -> str:
    """Return the text with the words and addresses that the end of a line has broken."""
    joined = BROKEN_ADDRESS.sub(r"\1", text.translate(LIGATURES))
    joined = BROKEN_RANGE.sub(r"\1", SOFT_HYPHEN.sub("", joined))
    return BROKEN_WORD.sub(_half, joined)


def _half(match: re.Match[str]) -> str:
    return f"{match[1]}-" if match[1].lower() in COMPOUND else match[1]


def tidied(text: str) -> str:
    """Return what names the source: one line that ends with a full stop."""
    line = NUMBER.sub("", " ".join(rejoined(text[:MOST_CHARACTERS]).split()))
    # From a DOI or an address on, there are only these, and the day on which it was read.
    ends = [match.start() for pattern in (DOI, ADDRESS, REST) if (match := pattern.search(line))]
    words = REMARK.sub("", line[: min(ends, default=len(line))])
    return words.strip(" .,;:([") + "." if words.strip(" .,;:([") else ""
