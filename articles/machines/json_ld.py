"""JSON-LD in a page's <script> element. Browsers never run it, so script-src need not allow it."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

Node = dict[str, Any]

# json.dumps() escapes everything outside ASCII. These three it does not escape, and with them a
# text could close the <script> element.
ESCAPES = {ord(mark): f"\\u{ord(mark):04X}" for mark in "<>&"}


def data_block(nodes: list[Node]) -> SafeString:
    graph = {"@context": "https://schema.org", "@graph": [without_blanks(node) for node in nodes]}
    text = json.dumps(graph, separators=(",", ":")).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))


def without_blanks(node: Node) -> Node:
    """Return the node without empty values: an empty value would claim that there is nothing to know."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}


def is_for_everybody(request: HttpRequest) -> bool:
    """Return whether machines may keep the page: it is no draft, no private address and no error."""
    return bool(getattr(request, "is_public_page", False))
