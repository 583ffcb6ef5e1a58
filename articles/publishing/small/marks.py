"""What of a line is no word: its structure, its links, its citations and its punctuation."""

import re

# What a line begins with: spaces, a bullet, a number, a heading, a quotation.
LEADING = re.compile(r"\s*(?:(?:[-*+>]|\d+[.)]|#{1,6})\s+)*")
CITATION = re.compile(r"\[\^[^\[\]\s]*\]")
ADDRESS = re.compile(r"\]\(([^()\s]*)\)")
BARE_ADDRESS = re.compile(r"\w://|www\.|mailto:|tel:|\w@\w")
# Signs that Markdown or a reader takes for more than punctuation.
STRUCTURE = re.compile(r"[\[\]()#*_`~|<>{}\\$^=+&@%/§°×±≤≥<>]|!\[|:{2,}")
# The place of what was taken out of a line; no text holds it, because a page takes no control characters.
PLACE = "\x1a"
# These draw nothing, and may be taken out of a word.
UNDRAWN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# Letters of Cyrillic that look like Latin ones, in their order.
LOOK_ALIKES = dict(zip("\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456", "aeopcyxi", strict=True))
SEEN_AS = str.maketrans(LOOK_ALIKES | dict.fromkeys(UNDRAWN, ""))
# A source that is written in the text, as other Markdown has it.
DEFINITION = re.compile(r"\s*\[\^[^\[\]\s]*\]:")
# White space that some programs take for the end of a line, and others for a blank.
STRANGE_SPACE = re.compile(r"[^\S \u00a0]|[\x1c-\x1f\x85\u2028\u2029]")

QUOTES = dict.fromkeys('“”„"«»', '"') | dict.fromkeys("‘’'‚", "'")
DASHES = dict.fromkeys("–—", "–")
LETTERS = re.compile(r"[^\W\d_]")
# What a correction may bring into a line that had none of it.
PLAIN = re.compile(r"[A-Za-z\s.,;:'’‘“”\"\-–—…]")


def links_of(line: str) -> list[str]:
    return ADDRESS.findall(line)


def without_addresses(line: str) -> str:
    return CITATION.sub(PLACE, ADDRESS.sub(f"]({PLACE})", line))


def as_seen(line: str) -> str:
    """As readers see it; a line that has hidden signs in an address, a key or the name of a block stays."""
    kept = "".join([*ADDRESS.findall(line), *CITATION.findall(line)])
    return line if kept != kept.translate(SEEN_AS) or ":::" in line else line.translate(SEEN_AS)


def why_other_structure(before: str, after: str) -> str:
    """Return what of the structure of a line differs; the addresses of its links are taken out."""
    if before != after and (DEFINITION.match(before) or DEFINITION.match(after)):
        return "It changes a reference."
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
