"""JSON-LD as a block of data in a page. Browsers never run it, so script-src has no say over it."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

Node = dict[str, Any]

# json.dumps() writes everything outside ASCII as \u; these three would end the block, or begin another.
ESCAPES = {ord(mark): f"\\u{ord(mark):04X}" for mark in "<>&"}


def data_block(nodes: list[Node]) -> SafeString:
    graph = {"@context": "https://schema.org", "@graph": [without_blanks(node) for node in nodes]}
    text = json.dumps(graph, separators=(",", ":")).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))


def without_blanks(node: Node) -> Node:
    """What is not known is left out, never said to be empty."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}


def is_for_everybody(request: HttpRequest) -> bool:
    """Whether the page is one that machines may keep: no draft, no private address, no error."""
    return bool(getattr(request, "is_public_page", False))
