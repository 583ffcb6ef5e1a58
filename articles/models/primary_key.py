"""Reading the primary key of a row from what a browser sent."""

# PostgreSQL's bigint holds every number of so many digits. Python refuses to read thousands of them.
MOST_DIGITS = 18


def read_pk(text: str) -> int | None:
    """Return None for what is no primary key."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
