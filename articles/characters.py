"""What readers see of a text: characters that draw nothing, that turn its direction, or that pile up.

The properties of characters are Unicode's own. `regex` knows them; Python's unicodedata has neither
Default_Ignorable_Code_Point nor Bidi_Control.
"""

import regex

# These draw nothing although Unicode calls them letters, marks or symbols: the empty Braille cell, the
# Khitan filler, the empty note head, and two blanks among the hieroglyphs. Source: their names in
# https://www.unicode.org/Public/15.1.0/ucd/UnicodeData.txt
_BLANKS = "\u2800\U00016fe4\U0001d159\U00013441\U00013442"
# Format characters, except the few that are drawn, such as the Arabic sign for a year.
_FORMATS = r"[\p{Cf}--\p{Prepended_Concatenation_Mark}]"
_WHITE = r"\p{White_Space}"
_HIDDEN = rf"[\p{{Default_Ignorable_Code_Point}}\p{{Cc}}\p{{Cs}}{_BLANKS}{_FORMATS}]"
_STACKING = r"[\p{Mn}\p{Me}--\p{Default_Ignorable_Code_Point}]"

# Letters of scripts that join theirs: between them the joiners change what is read, in Persian and in
# the scripts of India.
_JOINED = r"[\p{L}\p{M}--\p{Script=Latin}--\p{Script=Cyrillic}--\p{Script=Greek}--\p{Script=Inherited}]"
_PICTURE = r"[\p{Extended_Pictographic}\p{Emoji_Modifier}\N{VARIATION SELECTOR-16}]"
# Hidden characters with which one sign becomes another: in emoji, in flags, and in variants of Chinese,
# Japanese and Mongolian letters.
_MEANT = "|".join(
    [
        rf"(?<={_JOINED})[\u200c\u200d](?={_JOINED})",
        rf"(?<={_PICTURE})\u200d(?=\p{{Extended_Pictographic}})",
        r"(?<=\p{Emoji})[\ufe0e\ufe0f]",
        r"(?<=\p{Han})[\ufe00-\ufe0f\U000e0100-\U000e01ef]",
        r"(?<=\p{Mongolian})[\u180b-\u180d\u180f]",
        r"(?<=\N{WAVING BLACK FLAG})[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f",
    ]
)

_SEEN = regex.compile(rf"(?V1)[^{_WHITE}{_HIDDEN}{_STACKING}]")
_HIDDEN_WITHIN_LINES = regex.compile(rf"(?V1)(?!{_WHITE}){_HIDDEN}")
_HIDDEN_OR_MEANT = regex.compile(rf"(?V1)({_MEANT})|{_WHITE}+|{_HIDDEN}")

# More marks on one letter are no writing. Biblical Hebrew has up to five, and a stack of Tibetan
# letters, which are marks for Unicode, up to eight.
_MOST_MARKS = 5
_MOST_TIBETAN = 8
# Hidden characters between the marks do not end the pile.
_PILE = regex.compile(rf"(?V1)[\p{{Mn}}\p{{Me}}\p{{Default_Ignorable_Code_Point}}]{{{_MOST_MARKS + 1},}}")
_MARK = regex.compile(rf"(?V1){_STACKING}")
_TIBETAN = regex.compile(r"\p{Script=Tibetan}")

_DIRECTION = regex.compile(r"\p{Bidi_Control}")
# Letters that are written from right to left, and what makes others go that way.
_TURNING = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}\p{Bidi_Class=AN}\p{Bidi_Control}]")


def is_blank(text: str) -> bool:
    """Whether nobody would see anything of the text."""
    return not _SEEN.search(text)


def without_hidden(text: str) -> str:
    """Without anything that draws nothing or turns the direction; white space stays."""
    return str(_HIDDEN_WITHIN_LINES.sub("", text))


def one_line(text: str) -> str:
    """A name as readers see it: on one line, without hidden characters that change nothing they read."""
    return " ".join(_HIDDEN_OR_MEANT.sub(_meant_or_space, cut_piles(text)).split())


def cut_piles(text: str) -> str:
    """With a few marks on each letter, where somebody piled up many of them."""
    return text if text.isascii() else str(_PILE.sub(_fewer, text))


def without_direction(text: str) -> str:
    """For programs, which may show it in the middle of other words."""
    return str(_DIRECTION.sub("", text))


def isolated(text: str) -> str:
    """For plain text, which has no <bdi>: its direction does not reach the words around it."""
    if text.isascii() or not _TURNING.search(text):
        return text
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def _meant_or_space(found: "regex.Match[str]") -> str:
    return found[1] or (" " if found[0].isspace() else "")


def _fewer(pile: "regex.Match[str]") -> str:
    most = _MOST_TIBETAN if _TIBETAN.search(pile[0]) else _MOST_MARKS
    kept, marks = [], 0
    for char in pile[0]:
        marks += bool(_MARK.match(char))
        if marks <= most or not _MARK.match(char):
            kept.append(char)
    return "".join(kept)
