"""References: given, cited, and behind each fact."""

from collections.abc import Iterator

from articles.checks.finding import Finding, blocks, warns
from articles.checks.quantities import figures_in
from articles.checks.subject import Subject


def check_references(subject: Subject) -> Iterator[Finding]:
    """Nobody cites it: readers would not see it at all, so nothing is wrong on the page."""
    if not subject.references:
        yield warns("references", "There is no reference: say where what you write comes from.")
    borne_out = {fact.reference_id for fact in subject.composition.facts}
    for reference in subject.references:
        # Where a fact rests on it, check_facts says more.
        if reference.key not in subject.cited and reference.pk not in borne_out:
            yield warns("references", f"The text does not cite “{reference.key}”: [^{reference.key}]")


def check_facts(subject: Subject) -> Iterator[Finding]:
    for fact in subject.composition.facts:
        key = fact.reference.key if fact.reference else None
        if key is not None and key not in subject.cited:
            yield blocks("facts", f"The fact “{fact.label}” rests on “{key}”, which the text does not cite.")
        if key is None and figures_in(fact.value):
            yield warns("facts", f"The fact “{fact.label}” gives a figure without a reference: {fact.value}")
