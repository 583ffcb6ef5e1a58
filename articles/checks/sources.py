"""Checks that an article has references, cites them, and names one for each fact."""

from collections.abc import Iterator

from articles.checks.finding import Finding, blocks, warns
from articles.checks.quantities import figures_in
from articles.composing.compose import Composition


def check_references(composition: Composition) -> Iterator[Finding]:
    """Warn about references that nothing cites. Readers do not see these, so they block nothing."""
    if not composition.references:
        yield warns("references", "There is no reference: say where what you write comes from.")
    borne_out = {fact.reference_id for fact in composition.facts}
    for reference in composition.references:
        # Where a fact rests on it, check_facts says more.
        if reference.key not in composition.cited and reference.pk not in borne_out:
            yield warns("references", f"The text does not cite “{reference.key}”: [^{reference.key}]")


def check_facts(composition: Composition) -> Iterator[Finding]:
    for fact in composition.facts:
        key = fact.reference.key if fact.reference else None
        if key is not None and key not in composition.cited:
            yield blocks("facts", f"The fact “{fact.label}” rests on “{key}”, which the text does not cite.")
        if key is None and figures_in(fact.value):
            yield warns("facts", f"The fact “{fact.label}” gives a figure without a reference: {fact.value}")
