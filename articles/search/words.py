"""Words as Postgres knows them: parts of the queries that find them."""

from collections.abc import Iterable

from articles.phrases import words_in

# The language of the texts; it leaves out stop words.
ENGLISH = "english"
# The same with its stop words: "not eating" is something else than "eating".
EVERY_WORD = "every_word"


def plain(*texts: str) -> str:
    """Texts and questions alike: small letters and digits, without accents, apostrophes and hyphens."""
    return " ".join(word for text in texts for word in words_in(text))


def conjunction(lexemes: Iterable[str]) -> str:
    """A tsquery for what has them all. They hold letters and digits alone, so nothing needs escaping."""
    return " & ".join(f"'{lexeme}'" for lexeme in lexemes)
