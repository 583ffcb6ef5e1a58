"""What to go on doing: the first side of a `do-dont`."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from markdown_it.token import Token

from articles.rendering.block import Block, WrittenBlock
from articles.rendering.plain_lines import PlainLines


class Do(Block):
    name = "do"
    takes = "a title"
    example = "::: do Keep going if you see\n- A dog who leans in\n:::"
    inside = "do-dont"
    classes = {"section": {"do"}}
    closing_html = "</section>"

    def argument_fits(self, argument: str) -> bool:
        return bool(argument)

    def title(self, argument: str) -> str:
        return argument

    def open_html(self, written: WrittenBlock, token: Token) -> SafeString:
        return format_html(
            '<section class="{}"><h3 id="{}">{}</h3>', self.name, token.meta["id"], written.argument
        )

    def make_plain(self, written: WrittenBlock, lines: PlainLines) -> None:
        lines.begin_with(f"### {written.argument}")


BLOCK = Do()
