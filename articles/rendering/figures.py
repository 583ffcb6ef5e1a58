"""Pictures in the text, by their key in the library."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from markdown_it.token import Token

from articles.rendering.blocks import OPEN
from articles.rendering.document import Document
from articles.rendering.parser import line_of
from articles.snapshots import PictureSnapshot

SCHEME = "picture:"
# The text column is 40.5rem wide from 42rem on, and the window's width on a phone.
SIZES = "(min-width: 42rem) 40.5rem, 100vw"
CARD_SIZES = "(min-width: 40rem) 10rem, 6.5rem"


def resolve_figures(tokens: list[Token], document: Document) -> list[Token]:
    """Look up the pictures of `::: figure key` and of `![alt](picture:key)` on its own line."""
    kept: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == OPEN and token.meta["block"].name == "figure":
            block = token.meta["block"]
            token.meta["picture"] = _find(block.argument, block.line, document)
        image = _lone_image(tokens, index)
        if image is not None:
            figure = _figure(image, line_of(token), document)
            figure.level, figure.map = token.level, token.map
            kept.append(figure)
            index += 3
            continue
        kept.append(token)
        index += 1
    return kept


def _lone_image(tokens: list[Token], index: int) -> Token | None:
    if tokens[index].type != "paragraph_open":
        return None
    children = tokens[index + 1].children or []
    return children[0] if len(children) == 1 and children[0].type == "image" else None


def _figure(image: Token, line: int, document: Document) -> Token:
    source = str(image.attrs.get("src", ""))
    if not source.startswith(SCHEME):
        document.report(line, f"“{source}” is not in the picture library: write (picture:its-key).")
        return Token("figure", "figure", 0, meta={"picture": None})
    picture = _find(source.removeprefix(SCHEME), line, document)
    if picture is not None:
        caption = str(image.attrs.get("title", "")) or picture["caption"]
        picture = {**picture, "alt": image.content or picture["alt"], "caption": caption}
    return Token("figure", "figure", 0, meta={"picture": picture})


def _find(key: str, line: int, document: Document) -> PictureSnapshot | None:
    picture = document.library.picture(key)
    if picture is None:
        document.report(line, f"There is no picture with the key “{key}”.")
    return picture


def image_html(picture: PictureSnapshot, sizes: str, *, alt: str | None = None) -> SafeString:
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"'
        ' loading="lazy" decoding="async">',
        picture["src"],
        picture["srcset"],
        sizes,
        picture["width"],
        picture["height"],
        picture["alt"] if alt is None else alt,
    )


def figure_open(picture: PictureSnapshot) -> SafeString:
    return format_html(
        '<figure class="figure"><div class="figure-picture tone-{}">{}</div>',
        picture["tone"],
        image_html(picture, SIZES),
    )


def credit_html(picture: PictureSnapshot) -> SafeString:
    return (
        format_html(' <span class="credit">{}</span>', picture["credit"])
        if picture["credit"]
        else SafeString()
    )


def figcaption(picture: PictureSnapshot) -> SafeString:
    if not (picture["caption"] or picture["credit"]):
        return SafeString()
    return format_html("<figcaption>{}{}</figcaption>", picture["caption"], credit_html(picture))
