"""Pictures in the text, by their key in the library."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from markdown_it.token import Token

from articles.images.tones import Tone
from articles.rendering.document import Document
from articles.rendering.parser import line_of
from articles.snapshots import PictureSnapshot

SCHEME = "picture:"
TONES = {f"tone-{tone}" for tone in Tone.values}
# The sanitiser removes all classes but these, which are listed by tag.
FOCUS = {f"focus-{axis}-{part}" for axis in "xy" for part in range(0, 101, 25)}
CLASSES = {"figure": {"figure"}, "img": FOCUS, "div": {"figure-picture", *TONES}, "span": {"credit"}}
# The column of text is 40.5rem wide in windows of 42rem and more, and as wide as the window below.
SIZES = "(min-width: 42rem) 40.5rem, 100vw"
CARD_SIZES = "(min-width: 40rem) 10rem, 6.5rem"


def make_figures(tokens: list[Token]) -> list[Token]:
    """Make one token of each `![alt](picture:key)` that is alone in its paragraph."""
    kept: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        image = _lone_image(tokens, index)
        if image is None:
            kept.append(token)
            index += 1
        else:
            kept.append(Token("figure", "figure", 0, level=token.level, map=token.map, meta={"image": image}))
            # A figure takes the place of three tokens: the paragraph's opening, its words and its closing.
            index += 3
    return kept


def _lone_image(tokens: list[Token], index: int) -> Token | None:
    if tokens[index].type != "paragraph_open":
        return None
    children = tokens[index + 1].children or []
    return children[0] if len(children) == 1 and children[0].type == "image" else None


def look_up(figure: Token, document: Document) -> None:
    """Keep the picture in `meta["picture"]`, with the words that the text has for it."""
    image, line = figure.meta["image"], line_of(figure)
    source = str(image.attrs.get("src", ""))
    figure.meta["picture"] = None
    if not source.startswith(SCHEME):
        document.report(line, f"“{source}” is not in the picture library: write (picture:its-key).")
        return
    picture = find_picture(source.removeprefix(SCHEME), line, document)
    if picture is not None:
        caption = str(image.attrs.get("title", "")) or picture["caption"]
        figure.meta["picture"] = {**picture, "alt": image.content or picture["alt"], "caption": caption}


def find_picture(key: str, line: int, document: Document) -> PictureSnapshot | None:
    picture = document.lookups.picture(key)
    if picture is None:
        document.report(line, f"There is no picture with the key “{key}”.")
    return picture


def image_html(picture: PictureSnapshot, sizes: str, *, alt: str | None = None) -> SafeString:
    return format_html(
        '<img{} src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"'
        ' loading="lazy" decoding="async">',
        # Only a card crops the picture; a figure shows all of it.
        _focus_class(picture),
        picture["src"],
        picture["srcset"],
        sizes,
        picture["width"],
        picture["height"],
        picture["alt"] if alt is None else alt,
    )


def _focus_class(picture: PictureSnapshot) -> SafeString:
    focus = picture.get("focus")
    return format_html(' class="focus-x-{} focus-y-{}"', *focus) if focus else SafeString()


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
