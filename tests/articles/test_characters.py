"""What readers see of a text: hidden characters, directions and piles of marks."""

import unicodedata
from typing import Literal

import pytest

from articles.characters import cut_piles, is_blank, isolated, one_line, without_hidden

HIDDEN = [
    *("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\u180e", "\u2064"),
    # Fillers of Hangul, the empty Braille cell, blanks of music and of hieroglyphs.
    *("\u3164", "\uffa0", "\u115f", "\u1160", "\u2800", "\U0001d159", "\U00013441"),
    # Selectors of variants, tags, marks of direction, controls.
    *("\ufe0f", "\U000e0101", "\U000e0041", "\u202e", "\u2066", "\u200f", "\u061c", "\x1f", "\x9f"),
    *("\ufff9", "\ufff0"),
]


@pytest.mark.parametrize("char", HIDDEN, ids=ascii)
def test_a_character_that_draws_nothing_is_no_text(char: str) -> None:
    assert is_blank(f" {char}{char}\n\t\u3000")
    assert not is_blank(f"{char}x")
    assert without_hidden(f"a{char} b") == "a b"


@pytest.mark.parametrize("text", [".", "👍", "❤️", "ก", "ا", "犬", "\u0600", "\ue000", "1"])
def test_whatever_is_drawn_is_a_text(text: str) -> None:
    assert not is_blank(text)


def test_marks_without_a_letter_are_no_text() -> None:
    assert is_blank("\u0301\u20dd \u0e31")


# Real writing, each in both normal forms: Thai, Hindi, Arabic, Hebrew with its accents, Vietnamese, the
# phonetic alphabet, a stack of Tibetan letters, emoji in groups and with skins, flags, Persian and
# Sinhalese joiners, a variant of a Chinese letter, Korean.
WRITING = [
    *("น้ำผึ้ง ใจดี", "प्रिया शर्मा", "بِسْمِ اللَّهِ", "שָׂרָ֥ה", "Nguyễn Thị Hồng", "k͡p̚ŋ̩̍ Tʰɔ̃", "ཧྐྵྨླྺྲྱཾ"),
    *(
        "👩‍👩‍👧 The Smiths",
        "👩🏽‍⚕️",
        "❤️ 1️⃣",
        "Emma 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ),
    *("فاطمه\u200cزهرا", "ශ්\u200dරී", "क्\u200dष", "葛\U000e0100", "김민수", "Ọláwálé", "ʻŌpūnui"),
]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("text", WRITING)
def test_real_writing_stays_as_it_is(text: str, form: Literal["NFC", "NFD"]) -> None:
    text = unicodedata.normalize(form, text)

    assert one_line(text) == text
    assert cut_piles(f"{text}\n{text}") == f"{text}\n{text}"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Ruth\tB\r\nLane\u2028", "Ruth B Lane"),
        ("\u202enimda\u202c", "nimda"),
        ("Ro\u00adw\u200ban", "Rowan"),
        # Joiners between letters that never join.
        ("R\u200do\u200cw", "Row"),
        ("\u2067Rowan\u2069\u3164", "Rowan"),
        ("Rowan \U000e0041\U000e0042", "Rowan"),
    ],
)
def test_a_name_stands_on_one_line_and_hides_nothing(typed: str, name: str) -> None:
    assert one_line(typed) == name


@pytest.mark.parametrize("between", ["", "\u034f", "\u200c", "\u200d\ufe0f"], ids=ascii)
def test_a_pile_of_marks_is_cut_to_five(between: str) -> None:
    typed = "Z" + f"\u0301{between}\u0334" * 20 + "algo"

    assert one_line(typed).count("\u0301") + one_line(typed).count("\u0334") == 5
    assert cut_piles(typed).count("\u0301") + cut_piles(typed).count("\u0334") == 5
    assert cut_piles("ส" + "็" * 40) == "ส" + "็" * 5


@pytest.mark.parametrize(
    ("text", "turns"), [("Rowan", False), ("Zoë", False), ("王", False), ("אב", True), ("x\u202ey", True)]
)
def test_only_a_text_that_turns_is_isolated(text: str, turns: bool) -> None:
    assert isolated(text) == (f"\u2068{text}\u2069" if turns else text)
