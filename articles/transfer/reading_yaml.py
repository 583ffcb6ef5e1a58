"""Reading the part of YAML that we accept: plain data without repeated keys, aliases or tags."""

import re
from collections.abc import Hashable
from typing import Any, cast

import yaml

# The deepest file of ours has four levels.
MAX_DEPTH = 12
# YAML can write these characters as escapes, but PostgreSQL cannot store them in a text.
NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


class NotTaken(yaml.MarkedYAMLError):
    """Valid YAML that an import should not accept."""


class _Loader(yaml.SafeLoader):
    """Refuses aliases, which turn a few lines into billions of entries, and tags, which run code."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = cast("Any", self).peek_event()
        if isinstance(event, yaml.AliasEvent):
            raise _refusal(event, "Aliases such as *this are not taken: write it out")
        if getattr(event, "tag", None):
            raise _refusal(event, "Tags such as !this are not taken")
        if self.depth == MAX_DEPTH:
            raise _refusal(event, "There are too many lists within lists")
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> Any:
        value = super().construct_scalar(node)
        if isinstance(value, str) and NOT_STORABLE.search(value):
            raise _refusal(node, "There is a character that cannot be stored")
        return value

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in seen:
                # Other parsers take the last value and silently drop the ones before it.
                raise _refusal(key, f"“{key.value}” is there twice")
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def _refusal(place: Any, problem: str) -> NotTaken:
    """Return the error, with the line at which `mark` stands."""
    return NotTaken(None, None, problem, place.start_mark)


def load(text: str) -> Any:
    """Raises a YAMLError, or the ValueError of a day that does not exist, such as 2026-02-30."""
    return _Loader(text).get_single_data()
