"""Reading the primary key of a row from what a browser sent."""

from kbsite.numbers import BIGINT_DIGITS, read_number


def read_pk(text: str) -> int | None:
    """Return None for what is no primary key."""
    return read_number(text, BIGINT_DIGITS)
