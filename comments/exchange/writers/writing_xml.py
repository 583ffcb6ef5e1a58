"""XML in pieces, so that a large export needs little memory."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from articles.machines.plain_text import writable

Element = Any


def text_element(
    name: str, text: str, *, in_cdata: bool = False, namespaces: Mapping[Any, str] | None = None
) -> Element:
    """An element with this text and without characters that XML forbids."""
    element = etree.Element(name, nsmap=dict(namespaces) if namespaces else None)
    text = writable(text)
    # CDATA cannot hold its own end.
    element.text = etree.CDATA(text) if in_cdata and "]]>" not in text else text
    return element


def stamp(moment: datetime, pattern: str) -> str:
    return moment.astimezone(UTC).strftime(pattern)
