"""Holds JSON-LD against schema.org's own vocabulary, as the package schema_org carries it."""

import json
import re
from datetime import date, datetime
from typing import Any

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
Node = dict[str, Any]


def nodes_in(html: str) -> list[Node]:
    """Of all blocks of a page, which machines read as one graph."""
    blocks = [json.loads(text) for text in BLOCK.findall(html)]
    assert all(block["@context"] == "https://schema.org" for block in blocks)
    return [node for block in blocks for node in block["@graph"]]


def of_type(nodes: list[Node], name: str) -> Node:
    (found,) = (node for node in nodes if node["@type"] == name)
    return found


def mistakes(nodes: list[Node]) -> list[str]:
    """Unknown types, properties that a type has not, and values that a property may not have."""
    known = {node["@id"]: node for node in nodes if "@id" in node}
    return [mistake for node in nodes for mistake in _in_node(node, known)]


def _in_node(node: Node, known: dict[str, Node]) -> list[str]:
    ranges = _ranges_of(node["@type"])
    if not ranges:
        return [f"{node['@type']} is no type"]
    found = []
    for name, value in node.items():
        if name.startswith("@"):
            continue
        if name not in ranges:
            found.append(f"{node['@type']} has no {name}")
            continue
        for one in value if isinstance(value, list) else [value]:
            found += _in_value(f"{node['@type']}.{name}", one, ranges[name], known)
    return found


def _ranges_of(name: str) -> dict[str, tuple[str, ...]]:
    """What each property of a type may hold, by its name; nothing for a type that is none."""
    # Loaded here because it takes half a second, which only the tests of these data should spend.
    # The package's tables say the same as its classes, which take five seconds more.
    from schema_org import registry

    known = registry.CLASS_METADATA
    types = (name, *registry.ancestry(name)) if name in known else ()
    properties = [name for one in types for name in known[one].properties]
    return {name: registry.PROPERTY_BY_SCHEMA[name].ranges for name in properties}


def _in_value(place: str, value: Any, ranges: tuple[str, ...], known: dict[str, Node]) -> list[str]:
    if isinstance(value, dict):
        node = known.get(value["@id"]) if set(value) == {"@id"} else value
        if node is None:
            return []
        fits = _is_a(node["@type"], ranges)
        return ([] if fits else [f"{place} is a {node['@type']}"]) + (
            _in_node(node, known) if node is value else []
        )
    return [] if any(_fits(value, kind) for kind in ranges) else [f"{place} is {value!r}"]


def _is_a(name: str, ranges: tuple[str, ...]) -> bool:
    from schema_org import registry

    return not {name, *registry.ancestry(name)}.isdisjoint(ranges)


def _fits(value: Any, kind: str) -> bool:
    match kind:
        case "Boolean":
            return isinstance(value, bool)
        case "Integer" | "Number":
            return isinstance(value, int) and not isinstance(value, bool)
        case "Text":
            return isinstance(value, str) and value != ""
        case "URL":
            return isinstance(value, str) and re.match(r"https?://[^\s/]", value) is not None
        case "Date" | "DateTime":
            return isinstance(value, str) and _is_time(value)
        case _:
            return False


def _is_time(value: str) -> bool:
    """ISO 8601, down to a mere year."""
    if re.fullmatch(r"\d{4}", value):
        return True
    for parse in (date.fromisoformat, datetime.fromisoformat):
        try:
            parse(value)
        except ValueError:
            continue
        return True
    return False
