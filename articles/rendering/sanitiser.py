"""The tags, attributes and classes that stored HTML may have, whatever the parser let through."""

import re
from collections.abc import Iterable

import nh3

from articles.rendering import figures
from articles.rendering.block import Block
from articles.rendering.blocks import BLOCKS

URL_SCHEMES = {"http", "https", "mailto", "tel"}
BLANKS = re.compile(r"[\x00-\x20]")
ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,120}")
TERM = re.compile(r"term-[a-z0-9-]{1,60}")

TAGS = {
    *("h2", "h3", "h4", "p", "ul", "ol", "li", "strong", "em", "a", "br", "hr", "blockquote", "code", "pre"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    *("figure", "figcaption", "img", "div", "section", "aside", "span", "sup", "button"),
}
ATTRIBUTES = {
    "*": {"id"},
    "a": {"href", "aria-label", "rel"},
    # With these a button can open an element of the page, and do nothing else.
    "button": {"type", "popovertarget"},
    "img": {"src", "srcset", "sizes", "width", "height", "alt", "loading", "decoding"},
    "ol": {"start"},
    "td": {"data-label"},
    "th": {"scope", "data-label"},
}
# Only the classes of plain Markdown: a new block or figure brings its own, and nothing here has to change.
TEXT_CLASSES = {
    "a": {"section-anchor"},
    "button": {"term"},
    "sup": {"citation"},
    "table": {"table"},
    "td": {"align-right", "align-center"},
    "th": {"align-right", "align-center"},
}


def allowed_classes(blocks: Iterable[Block]) -> dict[str, set[str]]:
    allowed: dict[str, set[str]] = {}
    for classes in (TEXT_CLASSES, figures.CLASSES, *(block.classes for block in blocks)):
        for tag, names in classes.items():
            allowed[tag] = allowed.get(tag, set()) | names
    return allowed


CLASSES = allowed_classes(BLOCKS.values())


def sanitise(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        attribute_filter=_filter,
        url_schemes=URL_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


def _filter(_tag: str, name: str, value: str) -> str | None:
    if name == "id" and not ID.fullmatch(value):
        return None
    if name == "popovertarget" and not TERM.fullmatch(value):
        return None
    # A button of any other type would send the form around it.
    if name == "type" and value != "button":
        return None
    if name == "href" and _leaves_by_a_path(value):
        return None
    # srcset names several addresses, divided by commas.
    if name in {"src", "srcset"} and not all(map(_is_ours, value.split(","))):
        return None
    return value


def _leaves_by_a_path(address: str) -> bool:
    """//host looks like a path but leads to another site. Browsers skip spaces and tabs in it."""
    return BLANKS.sub("", address).startswith(("//", "/\\", "\\"))


def _is_ours(image: str) -> bool:
    """Says of one address, with or without the width that srcset adds, that it is on this site."""
    return image.strip().startswith("/") and not _leaves_by_a_path(image)
