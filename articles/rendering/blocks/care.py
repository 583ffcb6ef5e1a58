"""A card that says how urgent something is, and what to do then."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from markdown_it.token import Token

from articles.rendering.block import Block, WrittenBlock
from articles.rendering.plain_lines import PlainLines
from articles.urgency import IN_CARDS, LADDER, CareLevel


def level_of(written: WrittenBlock) -> CareLevel | None:
    """Return the level of a care card, and None if it names none."""
    return IN_CARDS.get(_split(written.argument)[0])


def _split(argument: str) -> tuple[str, str]:
    level, _, title = argument.partition(" ")
    return level, title.strip()


def _alternatives(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


class Care(Block):
    name = "care"
    takes = f"a level ({_alternatives([level.name for level in LADDER])}) and a title"
    example = "::: care within-days Book a visit within days\n- Sore or smelly skin\n:::"
    classes = {
        "section": {"care-card", *(f"level-{level.name}" for level in LADDER)},
        "div": {"care-card-head", "care-card-body"},
        "p": {"care-card-level"},
    }
    closing_html = "</div></section>"

    def argument_fits(self, argument: str) -> bool:
        level, title = _split(argument)
        return level in IN_CARDS and bool(title)

    def title(self, argument: str) -> str:
        return _split(argument)[1]

    def open_html(self, written: WrittenBlock, token: Token) -> SafeString:
        level = level_of(written)
        return format_html(
            # A preview shows a card whose level is wrong without a colour.
            '<section class="care-card{}"><div class="care-card-head">'
            '<p class="care-card-level">{}</p><h3 id="{}">{}</h3></div><div class="care-card-body">',
            f" level-{level.name}" if level else "",
            level.word if level else "",
            token.meta["id"],
            _split(written.argument)[1],
        )

    def make_plain(self, written: WrittenBlock, lines: PlainLines) -> None:
        level = level_of(written)
        name, title = _split(written.argument)
        lines.begin_with(f"### {level.word if level else name}: {title}")


BLOCK = Care()
