"""The form in which Postgres stores and compares words, and the tsqueries that find them."""

from collections.abc import Iterable

from articles.phrases import words_in

# The text search configuration for texts in English, which leaves out stop words.
ENGLISH = "english"
# Our configuration for English with stop words, because "not eating" differs from "eating".
EVERY_WORD = "every_word"


def normalise(*texts: str) -> str:
    """Return the words of the texts, divided by single spaces.

    They are in lower case, without accents, apostrophes and hyphens. Texts and questions are both
    stored and compared in this form.
    """
    return " ".join(word for text in texts for word in words_in(text))


def conjunction(lexemes: Iterable[str]) -> str:
    """Return a tsquery for texts that contain all lexemes.

    Lexemes hold only letters, digits and the colon of a mark, so that nothing has to be escaped.
    """
    return " & ".join(f"'{lexeme}'" for lexeme in lexemes)
