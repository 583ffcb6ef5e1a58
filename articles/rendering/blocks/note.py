"""A remark beside the text, such as where a figure comes from."""

from typing import ClassVar

from django.utils.html import format_html
from django.utils.safestring import SafeString
from markdown_it.token import Token

from articles.rendering.block import Block, WrittenBlock


class Note(Block):
    name = "note"
    takes = "a title or nothing"
    example = "::: note How we know\nOne study of 24 dogs.\n:::"
    classes = {"aside": {"note"}, "p": {"note-title"}}
    closing_html = "</aside>"
    # So that a block without a title of its own still says what it is, as `unknown` does.
    label: ClassVar[str] = ""

    def open_html(self, written: WrittenBlock, token: Token) -> SafeString:
        words = written.argument or self.label
        title = format_html('<p class="{}-title">{}</p>', self.name, words) if words else ""
        return format_html('<aside class="{}">{}', self.name, title)


BLOCK = Note()
