"""Which words of its line a finding speaks of, so that an editor can underline them."""

import re
from itertools import islice

from articles.checks.finding import Finding

QUOTED = re.compile("“([^“”]+)”")
# What a message lists after its last colon: "A figure without a citation: 12 kg, 3 %".
LISTED = re.compile(r": ([^:]+)$")
# Each is looked for in the line, and a message may quote a link as long as the text.
MOST_NAMED = 10


def words_in_line(finding: Finding, lines: list[str]) -> str:
    """The first words that the message quotes or lists and that stand in the line; "" if none do."""
    if not 0 < finding.line <= len(lines):
        return ""
    line = lines[finding.line - 1]
    listed = LISTED.search(finding.message)
    quoted = (found[1] for found in islice(QUOTED.finditer(finding.message), MOST_NAMED))
    named = [*quoted, *(listed[1].split(", ", MOST_NAMED)[:MOST_NAMED] if listed else ())]
    # A long quotation ends in an ellipsis, which is not in the text.
    candidates = (words.removesuffix("…").strip() for words in named)
    return next((words for words in candidates if words and words in line), "")
