"""The checks of an article: what keeps it from readers, and what its editor should look at again.

Publishing, imports, the admin and the command all call check() and nothing else.
"""

from collections.abc import Callable, Iterator

from articles.checks.dangers import check_signs_are_noticed
from articles.checks.fields import check_address, check_description, check_labels, check_title, check_top
from articles.checks.finding import BLOCKS, WARNS, Finding, Level
from articles.checks.pictures import check_alternatives, check_gallery
from articles.checks.quantities import check_figures
from articles.checks.readability import check_reading
from articles.checks.sources import check_facts, check_references
from articles.checks.text import check_emergency, check_presence, check_rendering, check_unknowns
from articles.composing.compose import Composition

__all__ = ["BLOCKS", "WARNS", "Finding", "Level", "blocking", "check"]

Rule = Callable[[Composition], Iterator[Finding]]

# Editors read their findings in this order.
RULES: tuple[Rule, ...] = (
    check_title,
    check_address,
    check_top,
    check_description,
    check_presence,
    check_labels,
    check_emergency,
    check_signs_are_noticed,
    check_gallery,
    check_alternatives,
    check_references,
    check_facts,
    check_rendering,
    check_unknowns,
    check_figures,
    check_reading,
)


def check(composition: Composition) -> list[Finding]:
    """Return the findings that block the article, then those that only warn."""
    # If a line has the same mistake twice, its editor gets one finding.
    findings = dict.fromkeys(finding for rule in RULES for finding in rule(composition))
    return sorted(findings, key=lambda finding: finding.level)


def blocking(composition: Composition) -> list[Finding]:
    return [finding for finding in check(composition) if finding.blocks]
