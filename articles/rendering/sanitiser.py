"""The allow-list that all stored HTML passes, whatever the parser let through."""

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
    # It can open what the page around the text holds, and nothing else.
    "button": {"type", "popovertarget"},
    "img": {"src", "srcset", "sizes", "width", "height", "alt", "loading", "decoding"},
    "ol": {"start"},
    "td": {"data-label"},
    "th": {"scope", "data-label"},
}
# Of what any text may hold. Blocks and figures name their own classes.
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
    # Of any other type it would send the form that it stands in.
    if name == "type" and value != "button":
        return None
    if name == "href" and _leaves_by_a_path(value):
        return None
    if name in {"src", "srcset"} and not all(map(_is_ours, value.split(","))):
        return None
    return value


def _leaves_by_a_path(address: str) -> bool:
    """//host would leave the site while looking like a path; browsers skip spaces and tabs in it."""
    return BLANKS.sub("", address).startswith(("//", "/\\", "\\"))


def _is_ours(image: str) -> bool:
    """An address on this site, with or without the width that srcset adds."""
    return image.strip().startswith("/") and not _leaves_by_a_path(image)
