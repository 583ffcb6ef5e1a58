"""How a phrase of the moderators is found in what a reader wrote, however it is disguised."""

import re
from dataclasses import dataclass

from comments.spam.folding import fold

_GAPS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Wording:
    """A text, folded: as it stands, and as its words alone with one space between and around them."""

    text: str
    words: str

    @classmethod
    def of(cls, text: str) -> "Wording":
        folded = fold(text)
        return cls(folded, f" {_GAPS.sub(' ', folded).strip()} ")

    def has(self, phrase: "Wording") -> bool:
        """Only as whole words: “cialis” is no part of “specialist”.

        A phrase in a script without spaces, or of signs alone, is found anywhere.
        """
        if phrase.words.strip() and phrase.text.isascii():
            return phrase.words in self.words
        return bool(phrase.text) and phrase.text in self.text
