"""What of a line is no word: its structure, its links, its citations and its punctuation."""

import re
from urllib.parse import urlsplit

# What a line begins with: spaces, a bullet, a number, a heading, a quotation.
LEADING = re.compile(r"\s*(?:(?:[-*+>]|\d+[.)]|#{1,6})\s+)*")
CITATION = re.compile(r"\[\^[^\]\s]*\]")
ADDRESS = re.compile(r"\]\(([^()\s]*)\)")
BARE_ADDRESS = re.compile(r"\w+://|www\.|mailto:|tel:|\w@\w")
# Signs that Markdown or a reader takes for more than punctuation.
STRUCTURE = re.compile(r"[\[\]()#*_`~|<>{}\\$^=+&@%/§°×±≤≥<>]|!\[|:{2,}")
# The place of what was taken out of a line; no text holds it, because a page takes no control characters.
PLACE = "\x1a"

QUOTES = dict.fromkeys('“”„"«»', '"') | dict.fromkeys("‘’'‚", "'")
DASHES = dict.fromkeys("–—", "–")
LETTERS = re.compile(r"[^\W\d_]")
# What a correction may bring into a line that had none of it.
PLAIN = re.compile(r"[A-Za-z\s.,;:'’‘“”\"\-–—…]")


def links_of(line: str) -> list[str]:
    return ADDRESS.findall(line)


def without_addresses(line: str) -> str:
    return CITATION.sub(PLACE, ADDRESS.sub(f"]({PLACE})", line))


def is_mended_link(before: str, after: str) -> bool:
    """Whether both lead to the same host, and no number of the address differs."""
    one, other = urlsplit(before), urlsplit(after)
    if (
        {one.scheme, other.scheme} - {"http", "https"}
        or one.username
        or other.username
        or one.port != other.port
    ):
        return False
    hosts = {(part.hostname or "").removeprefix("www.") for part in (one, other)}
    return len(hosts) == 1 and re.findall(r"\d+", before) == re.findall(r"\d+", after)


def why_other_structure(before: str, after: str) -> str:
    """Return what of the structure of a line differs; the addresses of its links are taken out."""
    if CITATION.findall(before) != CITATION.findall(after):
        return "It changes a citation."
    if not before.strip() or not after.strip() or leading(before) != leading(after):
        return "It changes how the text is built."
    if before.lstrip().startswith(":::") or after.lstrip().startswith(":::"):
        return "It changes a card or another block."
    if before != after and ("![" in before or "![" in after):
        return "It changes a picture or its words."
    if STRUCTURE.findall(before) != STRUCTURE.findall(after):
        return "It changes a sign that is more than punctuation."
    strange = sorted(sign for sign in set(after) - set(before) if not PLAIN.match(sign))
    if strange and not strange[0].isprintable():
        return "It brings in a sign that nobody sees."
    return f"It brings in the sign “{strange[0]}”." if strange else ""


def leading(line: str) -> str:
    return LEADING.match(line).group()  # type: ignore[union-attr]  # matches also nothing


def is_heading(line: str) -> bool:
    return "#" in leading(line)


def normal(sign: str) -> str:
    """Quotation marks of all shapes are alike, and so are dashes."""
    return DASHES.get(sign, QUOTES.get(sign, sign))


def punctuation_of(text: str) -> list[str]:
    """The signs of a text in their order."""
    signs = (sign for sign in text if not LETTERS.match(sign) and not sign.isspace() and not sign.isdigit())
    return [normal(sign) for sign in signs]
