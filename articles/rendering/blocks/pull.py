"""A line of the text again, set large."""

from articles.rendering.block import Block, WrittenBlock
from articles.rendering.plain_lines import PlainLines


class Pull(Block):
    name = "pull"
    takes = "nothing after its name"
    example = "::: pull\nA line worth reading twice.\n:::"
    classes = {"div": {"pull-quote"}}
    opening_html = '<div class="pull-quote">'
    closing_html = "</div>"
    repeats_the_text = True

    def argument_fits(self, argument: str) -> bool:
        return not argument

    def make_plain(self, written: WrittenBlock, lines: PlainLines) -> None:
        lines.quote()


BLOCK = Pull()
