"""Which words of its line a finding speaks of, so that an editor can underline them."""

import re

from articles.checks.finding import Finding

QUOTED = re.compile("“([^”]+)”")
# What a message lists after its last colon: "A figure without a citation: 12 kg, 3 %".
LISTED = re.compile(r": ([^:]+)$")


def words_in_line(finding: Finding, lines: list[str]) -> str:
    """The first words that the message quotes or lists and that stand in the line; "" if none do."""
    if not 0 < finding.line <= len(lines):
        return ""
    line = lines[finding.line - 1]
    listed = LISTED.search(finding.message)
    named = [*QUOTED.findall(finding.message), *(listed[1].split(", ") if listed else ())]
    # A long quotation ends in an ellipsis, which is not in the text.
    candidates = (words.removesuffix("…").strip() for words in named)
    return next((words for words in candidates if words and words in line), "")
