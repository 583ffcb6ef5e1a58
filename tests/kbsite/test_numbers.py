"""Numbers from a browser are read or turned away; none raises an error."""

import pytest

from kbsite.numbers import BIGINT_DIGITS, read_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("999999999", 999_999_999)])
def test_whole_numbers_are_read(text: str, number: int) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text", ["", " 7", "-7", "+7", "7.0", "1_000", "²", "\u0663", "seven", "7\0", "1" * 10, "9" * 5000]
)
def test_everything_else_is_none(text: str) -> None:
    assert read_number(text) is None


def test_as_many_digits_are_read_as_the_column_holds() -> None:
    assert read_number("9" * 18, BIGINT_DIGITS) == 10**18 - 1
    assert read_number("9" * 19, BIGINT_DIGITS) is None
