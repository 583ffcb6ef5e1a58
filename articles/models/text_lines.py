"""Fields that hold one entry on each line."""


def tidy_lines(text: str | None) -> list[str]:
    """Return the lines that hold anything, with single spaces.

    Browsers send \\r\\n. Stored lines are joined with \\n, so that an export and an import keep the row.
    """
    return list(filter(None, (" ".join(line.split()) for line in (text or "").splitlines())))
