"""Writing YAML as a person would, with quotes only where YAML needs them and one line for each text.

The same data always gives the same bytes, and `reading_yaml.load` gives the data again.
"""

import math
import re
from typing import Any

import yaml

# YAML reads these characters as line ends, so they would come back as another character.
OTHER_LINE_ENDS = re.compile("[\r\x85\u2028\u2029]")


class LineOfNames(list[str]):
    """A list that is written as [dogs, rabbits]."""


class LineOfFields(dict[str, Any]):
    """A mapping that is written as {label: Origin, value: Great Britain}."""


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent the dashes of a list by two places below its key."""
        super().increase_indent(flow, indentless=False)

    def choose_scalar_style(self) -> str:
        """Prefer double quotes, because texts have apostrophes; use single ones around double ones only."""
        style: str = super().choose_scalar_style()
        if style != "'":
            return style
        text = self.analysis.scalar if self.analysis else ""
        return "'" if '"' in text and "\n" not in text and not OTHER_LINE_ENDS.search(text) else '"'

    def ignore_aliases(self, data: Any) -> bool:
        # PyYAML writes an alias where two entries are the same object, and an import refuses aliases.
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Write paragraphs as a block, which keeps their lines."""
    style = "|" if "\n" in text and not OTHER_LINE_ENDS.search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _line_of_names(dumper: yaml.SafeDumper, names: LineOfNames) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", names, flow_style=True)


def _line_of_fields(dumper: yaml.SafeDumper, fields: LineOfFields) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", fields.items(), flow_style=True)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(LineOfNames, _line_of_names)
_Dumper.add_representer(LineOfFields, _line_of_fields)


def dump(data: dict[str, Any]) -> str:
    """Keep the entries in their order. Without entries the text is empty."""
    if not data:
        return ""
    return yaml.dump(
        data,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=False,
        # Otherwise PyYAML breaks a line after about 80 characters.
        width=math.inf,
    )
