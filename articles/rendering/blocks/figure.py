"""A picture of the library, with a numbered legend or a caption of its own."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from markdown_it.token import Token

from articles.rendering.block import NOTHING, Block, BlockTokens, WrittenBlock
from articles.rendering.document import Document
from articles.rendering.figures import credit_html, figcaption, figure_open, find_picture
from articles.rendering.plain_lines import PlainLines
from articles.snapshots import PictureSnapshot


class FigureBlock(Block):
    name = "figure"
    takes = "a picture's key"
    example = (
        "::: figure petting-map\n1. **Back of the ears.** Small circles\n"
        "2. **Chest.** A good first place\n\nFive places to try\n:::"
    )
    classes = {"ol": {"legend"}}

    def argument_fits(self, argument: str) -> bool:
        return bool(argument) and " " not in argument

    def look_up(self, written: WrittenBlock, token: Token, document: Document) -> None:
        token.meta["picture"] = find_picture(written.argument, written.line, document)

    def prepare(self, written: WrittenBlock, tokens: BlockTokens, document: Document) -> None:
        """A list becomes the legend, one paragraph the caption."""
        picture = tokens.opening.meta["picture"]
        captions = 0
        for part in tokens.inner:
            if part.type == "inline" and part.level == tokens.opening.level + 2 and captions and picture:
                _add_credit(part, picture)
            if part.level != tokens.opening.level + 1:
                continue
            if part.type == "ordered_list_open":
                part.attrJoin("class", "legend")
            elif part.type in {"paragraph_open", "paragraph_close"}:
                part.tag = "figcaption"
                captions += part.type == "paragraph_open"
            elif part.nesting >= 0:
                document.report(written.line, "A figure holds a numbered list, a caption, or both.")
        if captions > 1:
            document.report(written.line, "A figure has one caption.")
        tokens.closing.meta |= {"picture": picture, "has_caption": captions > 0}

    def open_html(self, written: WrittenBlock, token: Token) -> SafeString:
        picture = token.meta["picture"]
        return figure_open(picture) if picture else NOTHING

    def close_html(self, token: Token) -> SafeString:
        picture = token.meta["picture"]
        if not picture:
            return NOTHING
        return format_html("{}</figure>", "" if token.meta["has_caption"] else figcaption(picture))

    def make_plain(self, written: WrittenBlock, lines: PlainLines) -> None:
        lines.show_figure()


def _add_credit(inline: Token, picture: PictureSnapshot) -> None:
    # credit_html() has escaped the words already; a token of text would escape its tags too.
    inline.children = [*(inline.children or []), Token("html_inline", "", 0, content=credit_html(picture))]


BLOCK = FigureBlock()
