"""What an import found, left out and changed, for the operator."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.characters import one_line

MOST_LISTED = 20
# Of what stands in the file, as far as it is printed.
MOST_OF_AN_ADDRESS = 100


@dataclass
class ExchangeReport:
    """Numbers of comments, by what was done with them.

    - `problems`: why the file is refused, a sentence for each of the first ones; `broken` counts all.
    - `unknown`: addresses without an article, with the number of their comments.
    - `left_out`, `changed`, `moved`: how many, by the reason.
    """

    found: int = 0
    new: int = 0
    approved: int = 0
    held: int = 0
    gaps: int = 0
    known: int = 0
    urgent: int = 0
    broken: int = 0
    problems: list[str] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    by_article: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    moved: Counter[str] = field(default_factory=Counter)

    def add_problem(self, sentence: str) -> None:
        self.broken += 1
        if len(self.problems) < MOST_LISTED:
            self.problems.append(sentence)

    def lines(self) -> Iterator[str]:
        """All of it but the problems, one line each."""
        yield f"Comments in the file: {self.found:,}"
        yield from (f"  of {slug}: {number:,}" for slug, number in _first(self.by_article))
        yield from (f"Left out, {why}: {number:,}" for why, number in self.left_out.most_common())
        yield from (f"Changed, {how}: {number:,}" for how, number in self.changed.most_common())
        yield from (f"Moved, {why}: {number:,}" for why, number in self.moved.most_common())
        if self.known:
            yield f"Here already, and left as they are: {self.known:,}"
        for address, number in _first(self.unknown):
            yield f"No article for {one_line(address)[:MOST_OF_AN_ADDRESS]}: {number:,}"
        if len(self.unknown) > MOST_LISTED:
            yield f"No article for {len(self.unknown) - MOST_LISTED:,} more addresses"
        yield (
            f"New: {self.new:,} ({self.approved:,} approved, {self.held:,} held, {self.gaps:,} gaps of "
            f"deleted comments above replies; {self.urgent:,} may mean danger)"
        )


def _first(counter: Counter[str]) -> list[tuple[str, int]]:
    return counter.most_common(MOST_LISTED)
