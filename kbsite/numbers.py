"""Reading whole numbers from what a browser sent, so that nothing typed there breaks a query."""

# Every number of so many digits fits into PostgreSQL's integer, or into its bigint.
INTEGER_DIGITS = 9
BIGINT_DIGITS = 18


def read_number(text: str, most_digits: int = INTEGER_DIGITS) -> int | None:
    """Return the whole number in `text`, or None for anything else and for more than `most_digits` digits.

    Python's own `int` also reads signs, blanks and digits of other scripts, and raises ValueError
    for thousands of digits.
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= most_digits else None
