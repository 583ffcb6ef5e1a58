"""The HTML of each ::: container."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from markdown_it.token import Token

from articles.rendering.blocks import CARE_LEVELS, CLOSE, OPEN, Block
from articles.rendering.document import Document
from articles.rendering.figures import CARD_SIZES, credit_html, figcaption, figure_open, image_html
from articles.rendering.inlines import article_url
from articles.snapshots import PictureSnapshot

RELATED_LABEL = "You may also be interested in"
UNKNOWN_LABEL = "What we don’t know"


def prepare_containers(tokens: list[Token], document: Document) -> None:
    """Check what each container holds and fit its inner tokens to it."""
    for index, token in enumerate(tokens):
        if token.type != OPEN:
            continue
        inner = _inner(tokens, index)
        match token.meta["block"].name:
            case "also":
                _prepare_card(token, inner, document)
            case "figure":
                _prepare_figure(token, inner, tokens[index + len(inner) + 1], document)
            case "compare":
                _prepare_comparison(token, inner, document)
            case "do-dont":
                _check_sides(token, inner, document)
            case _ if not inner:
                document.report(token.meta["block"].line, "This block is empty.")


def _inner(tokens: list[Token], index: int) -> list[Token]:
    level = tokens[index].level
    for end in range(index + 1, len(tokens)):
        if tokens[end].type == CLOSE and tokens[end].level == level:
            return tokens[index + 1 : end]
    return tokens[index + 1 :]


def _parts(token: Token, inner: list[Token]) -> list[Token]:
    """The openings of what stands directly in the container."""
    return [part for part in inner if part.level == token.level + 1 and part.nesting >= 0]


def _prepare_card(token: Token, inner: list[Token], document: Document) -> None:
    block = token.meta["block"]
    if inner:
        document.report(block.line, "“::: also” holds nothing: the card shows the other article's own title.")
    token.meta["url"] = article_url(block.argument, block.line, document)
    token.meta["target"] = document.library.article(block.argument)


def _prepare_figure(token: Token, inner: list[Token], closing: Token, document: Document) -> None:
    """A list becomes the legend, one paragraph the caption."""
    picture = token.meta["picture"]
    captions = 0
    for part in inner:
        if part.type == "inline" and part.level == token.level + 2 and captions and picture:
            _add_credit(part, picture)
        if part.level != token.level + 1:
            continue
        if part.type == "ordered_list_open":
            part.attrJoin("class", "legend")
        elif part.type in {"paragraph_open", "paragraph_close"}:
            part.tag = "figcaption"
            captions += part.type == "paragraph_open"
        elif part.nesting >= 0 and part.type != "inline":
            document.report(token.meta["block"].line, "A figure holds a numbered list, a caption, or both.")
    if captions > 1:
        document.report(token.meta["block"].line, "A figure has one caption.")
    closing.meta |= {"picture": picture, "has_caption": captions > 0}


def _add_credit(inline: Token, picture: PictureSnapshot) -> None:
    inline.children = [*(inline.children or []), Token("html_inline", "", 0, content=credit_html(picture))]


def _prepare_comparison(token: Token, inner: list[Token], document: Document) -> None:
    parts = [part.type for part in _parts(token, inner)]
    if parts != ["table_open"]:
        document.report(token.meta["block"].line, "“::: compare” holds one table and nothing else.")
        return
    inner[0].attrJoin("class", "table-compare")
    inner[0].meta["caption"] = token.meta["block"].argument


def _check_sides(token: Token, inner: list[Token], document: Document) -> None:
    parts = _parts(token, inner)
    sides = [part.meta["block"].name if part.type == OPEN else part.type for part in parts]
    if sides != ["do", "dont"]:
        document.report(token.meta["block"].line, "“:::: do-dont” holds one ::: do and then one ::: dont.")


def open_html(token: Token) -> SafeString:
    block: Block = token.meta["block"]
    match block.name:
        case "care":
            return _care_open(token, block)
        case "do" | "dont":
            return format_html(
                '<section class="{}"><h3 id="{}">{}</h3>', block.name, token.meta["id"], token.meta["title"]
            )
        case "do-dont":
            return SafeString('<div class="do-dont">')
        case "note" | "unknown":
            return _aside_open(block)
        case "pull":
            return SafeString('<div class="pull-quote">')
        case "also":
            return _card(token)
        case "figure" if token.meta["picture"]:
            return figure_open(token.meta["picture"])
        case _:
            return SafeString()


def close_html(token: Token) -> SafeString:
    block: Block = token.meta["block"]
    match block.name:
        case "care":
            return SafeString("</div></section>")
        case "do" | "dont":
            return SafeString("</section>")
        case "do-dont" | "pull":
            return SafeString("</div>")
        case "note" | "unknown":
            return SafeString("</aside>")
        case "figure" if token.meta.get("picture"):
            caption = "" if token.meta["has_caption"] else figcaption(token.meta["picture"])
            return format_html("{}</figure>", caption)
        case _:
            return SafeString()


def _aside_open(block: Block) -> SafeString:
    """What is not known is never without its label: it must not be taken for an answer."""
    label = block.argument or (UNKNOWN_LABEL if block.name == "unknown" else "")
    title = format_html('<p class="{}-title">{}</p>', block.name, label) if label else ""
    return format_html('<aside class="{}">{}', block.name, title)


def _care_open(token: Token, block: Block) -> SafeString:
    level = block.argument.partition(" ")[0]
    return format_html(
        '<section class="care-card care-card-{}"><div class="care-card-head">'
        '<p class="care-card-level">{}</p><h3 id="{}">{}</h3></div><div class="care-card-body">',
        level if level in CARE_LEVELS else "routine",
        CARE_LEVELS.get(level, ""),
        token.meta["id"],
        token.meta["title"],
    )


def _card(token: Token) -> SafeString:
    target = token.meta["target"]
    if target is None:
        return SafeString()
    # The title beside it says what the picture would: the picture is decoration here.
    image = image_html(target.picture, CARD_SIZES, alt="") if target.picture else ""
    return format_html(
        '<aside class="related-card">{}<div class="related-card-text"><p class="related-card-label">{}</p>'
        '<p class="related-card-title"><a href="{}">{}</a></p></div></aside>',
        image,
        RELATED_LABEL,
        token.meta["url"],
        target.title,
    )
