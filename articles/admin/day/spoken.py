"""Numbers as the first page says them."""

NUMBERS = (
    *("No", "One", "Two", "Three", "Four", "Five", "Six"),
    *("Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"),
)


def counted(number: int) -> str:
    """Return the number at the beginning of a sentence: in letters up to twelve."""
    return NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"


def plural(number: int, one: str, many: str) -> str:
    return one if number == 1 else many
