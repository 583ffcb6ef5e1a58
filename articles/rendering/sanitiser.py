"""The allow-list that all stored HTML passes, whatever the parser let through."""

import re

import nh3

URL_SCHEMES = {"http", "https", "mailto", "tel"}
ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,120}")

TAGS = {
    *("h2", "h3", "h4", "p", "ul", "ol", "li", "strong", "em", "a", "br", "hr", "blockquote", "code", "pre"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    *("figure", "figcaption", "img", "div", "section", "aside", "span", "sup"),
}
ATTRIBUTES = {
    "*": {"id"},
    "a": {"href", "aria-label", "rel"},
    "img": {"src", "srcset", "sizes", "width", "height", "alt", "loading", "decoding"},
    "ol": {"start"},
    "td": {"data-label"},
    "th": {"scope", "data-label"},
}
BLOCKS = {"care-card", "care-card-routine", "care-card-soon", "care-card-emergency"}
CLASSES = {
    "section": {*BLOCKS, "do", "dont"},
    "div": {
        *("care-card-head", "care-card-body", "do-dont", "pull-quote", "related-card-text", "figure-picture"),
        *(f"tone-{tone}" for tone in ("marigold", "coral", "sky", "mist", "blush", "pine", "dusk", "night")),
        *(f"tone-{tone}-ground" for tone in ("mist", "pine", "dusk", "slate")),
    },
    "aside": {"note", "related-card"},
    "p": {"care-card-level", "note-title", "related-card-label", "related-card-title"},
    "figure": {"figure"},
    "span": {"credit"},
    "ol": {"legend"},
    "sup": {"citation"},
    "table": {"table", "table-compare"},
    "td": {"align-right", "align-center"},
    "th": {"align-right", "align-center"},
}


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
    # //host would leave the site while looking like a path.
    if name in {"href", "src"} and value.startswith(("//", "/\\", "\\")):
        return None
    if name == "src" and not value.startswith("/"):
        return None
    return value
