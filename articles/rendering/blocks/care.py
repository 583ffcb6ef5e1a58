"""A card that says how urgent something is, and what to do then."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from markdown_it.token import Token

from articles.rendering.block import Block, WrittenBlock
from articles.rendering.plain_lines import PlainLines
from articles.urgency import CARE_LEVELS

# A preview shows a card whose level is wrong in the colour of this one.
STAND_IN = "routine"


def _alternatives(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def level_of(written: WrittenBlock) -> str:
    """Return the level of a care card as it is written, which may be a wrong word."""
    return _split(written.argument)[0]


def _split(argument: str) -> tuple[str, str]:
    level, _, title = argument.partition(" ")
    return level, title.strip()


class Care(Block):
    name = "care"
    takes = f"a level ({_alternatives([*CARE_LEVELS])}) and a title"
    example = "::: care soon Book a visit within days\n- Sore or smelly skin\n:::"
    classes = {
        "section": {"care-card", *(f"care-card-{level}" for level in CARE_LEVELS)},
        "div": {"care-card-head", "care-card-body"},
        "p": {"care-card-level"},
    }
    closing_html = "</div></section>"

    def argument_fits(self, argument: str) -> bool:
        level, title = _split(argument)
        return level in CARE_LEVELS and bool(title)

    def title(self, argument: str) -> str:
        return _split(argument)[1]

    def open_html(self, written: WrittenBlock, token: Token) -> SafeString:
        level, title = _split(written.argument)
        return format_html(
            '<section class="care-card care-card-{}"><div class="care-card-head">'
            '<p class="care-card-level">{}</p><h3 id="{}">{}</h3></div><div class="care-card-body">',
            level if level in CARE_LEVELS else STAND_IN,
            CARE_LEVELS.get(level, ""),
            token.meta["id"],
            title,
        )

    def make_plain(self, written: WrittenBlock, lines: PlainLines) -> None:
        level, title = _split(written.argument)
        lines.begin_with(f"### {CARE_LEVELS.get(level, level)}: {title}")


BLOCK = Care()
