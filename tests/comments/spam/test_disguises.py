"""Addresses and words are known however they are written."""

import pytest

from comments.spam.folding import fold
from comments.spam.links import host_in, leads_to, undisguised
from comments.spam.wording import Wording


@pytest.mark.parametrize(
    "said",
    [
        *("spam。example", "spam｡example", "_spam.example_", "spam .example", "spam%2Eexample"),
        *("spam{dot}example", "see spam.example.", "https://SPAM.example:80/x"),
    ],
)
def test_a_blocked_address_is_known_however_its_dots_are_written(said: str) -> None:
    assert leads_to(undisguised(said), fold("spam.example"))


@pytest.mark.parametrize("said", ["spam.example.org", "myspam.example", "x-spam.example"])
def test_another_address_is_another(said: str) -> None:
    assert not leads_to(undisguised(said), fold("spam.example"))


def test_a_host_in_punycode_is_the_same_as_in_letters() -> None:
    assert host_in("https://xn--bcher-kva.example/a") == "bücher.example"
    assert leads_to(undisguised("to xn--bcher-kva.example"), fold("bücher.example"))


def test_blanks_that_draw_nothing_part_words_as_spaces_do() -> None:
    blocked = Wording.of("cheap pills")

    assert Wording.of("buy cheap\u3164pills").has(blocked)
    assert Wording.of("buy cheap\u2800pills").has(blocked)
