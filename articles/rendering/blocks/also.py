"""A card that leads to another article."""

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString
from markdown_it.token import Token

from articles.rendering.block import NOTHING, Block, BlockTokens, WrittenBlock
from articles.rendering.document import Document
from articles.rendering.figures import CARD_SIZES, image_html
from articles.rendering.inlines import article_url
from articles.rendering.plain_lines import PlainLines

LABEL = "You may also be interested in"
LINK = re.compile(r'<p class="related-card-title"><a href="([^"]+)"')


def cards_in(html: str) -> set[str]:
    """The addresses to which the cards in sanitised HTML lead."""
    return set(LINK.findall(html))


class Also(Block):
    name = "also"
    takes = "an article's address"
    example = "::: also why-do-rabbits-thump\n:::"
    classes = {
        "aside": {"related-card"},
        "div": {"related-card-text"},
        "p": {"related-card-label", "related-card-title"},
    }
    words_of_other_pages = frozenset({"related-card"})

    def argument_fits(self, argument: str) -> bool:
        return bool(argument) and " " not in argument

    def article_named(self, argument: str) -> str:
        return argument

    def look_up(self, written: WrittenBlock, token: Token, document: Document) -> None:
        token.meta["url"] = article_url(written.argument, written.line, document)
        token.meta["target"] = document.lookups.article(written.argument)

    def prepare(self, written: WrittenBlock, tokens: BlockTokens, document: Document) -> None:
        if tokens.inner:
            message = "“::: also” holds nothing: the card shows the other article's own title."
            document.report(written.line, message)

    def open_html(self, written: WrittenBlock, token: Token) -> SafeString:
        target = token.meta["target"]
        if target is None:
            return NOTHING
        # The title beside the picture already says what it would, so the picture is decoration here.
        image = image_html(target.picture, CARD_SIZES, alt="") if target.picture else ""
        return format_html(
            '<aside class="related-card">{}<div class="related-card-text">'
            '<p class="related-card-label">{}</p>'
            '<p class="related-card-title"><a href="{}">{}</a></p></div></aside>',
            image,
            LABEL,
            token.meta["url"],
            target.title,
        )

    def make_plain(self, written: WrittenBlock, lines: PlainLines) -> None:
        title, url = lines.articles.get(written.argument, ("", ""))
        lines.begin_with(f"{LABEL}: [{title}]({url})" if url else "")


BLOCK = Also()
