"""The key by which a text cites a reference: made from author and year, never typed."""

import re
import unicodedata
from collections.abc import Container

from articles.phrases.words import WRITTEN_WORD

# A model's key has 40 characters; the rest is for the year and a number.
MOST_OF_NAME = 28
# Particles are part of a family name: “van den Berg” is cited as vandenberg.
PARTICLE = re.compile(r"(?:van|von|de|del|della|den|der|di|da|du|la|le|ten|ter)(?=\s)", re.IGNORECASE)


def key_for(authors: str, year: int | str | None, taken: Container[str]) -> str:
    """Return a key such as harvey2019 that is not in `taken`.

    The script reference-keys.js makes it alike; tests/scripts/keys.json holds the two together.
    """
    base = f"{_family_name(authors) or 'source'}{year or ''}"
    key, count = base, 1
    while key in taken:
        count += 1
        key = f"{base}-{count}"
    return key


def _family_name(authors: str) -> str:
    # Some programs write an accent as a sign of its own, which ends a word.
    rest, particles = unicodedata.normalize("NFC", authors).lstrip(), ""
    while match := PARTICLE.match(rest):
        particles += match[0]
        rest = rest[match.end() :].lstrip()
    word = WRITTEN_WORD.search(rest)
    plain = unicodedata.normalize("NFKD", particles + (word[0] if word else ""))
    letters = "".join(letter for letter in plain if letter.isascii() and letter.isalnum())
    return letters.lower()[:MOST_OF_NAME]
