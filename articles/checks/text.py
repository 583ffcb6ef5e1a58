"""Checks of the text: what is missing, and the problems that its rendering found."""

from collections.abc import Iterator

from articles.checks.finding import Finding, blocks, warns
from articles.composing.compose import Composition
from articles.models.article import Kind
from articles.rendering.blocks.care import level_of
from articles.urgency import LEVELS, Urgency

NO_UNKNOWNS = "The text does not say what nobody knows yet: put it into a block “What we don’t know”."
# A page that says so at its top must say in a card what to do.
MUST_HAVE_A_CARD = (Urgency.EMERGENCY, Urgency.SAME_DAY)


def check_presence(composition: Composition) -> Iterator[Finding]:
    if not composition.article.body.strip():
        yield blocks("body", "The text is empty.")
    elif not any(heading["level"] == 2 for heading in composition.rendered.outline):
        yield warns("body", "The text has no sections: begin each with a ## heading.")


def check_unknowns(composition: Composition) -> Iterator[Finding]:
    """Warn if an article does not say what is unknown. A breed file answers no question, so it need not."""
    has_one = any(block.name == "unknown" for block in composition.rendered.blocks)
    if composition.article.kind == Kind.ARTICLE and composition.article.body.strip() and not has_one:
        yield warns("body", NO_UNKNOWNS)


def check_rendering(composition: Composition) -> Iterator[Finding]:
    """Report headings in the wrong order, and citations, links, pictures and blocks that lead nowhere."""
    for problem in composition.rendered.problems:
        yield blocks("body", problem.message, line=problem.line)


def check_emergency(composition: Composition) -> Iterator[Finding]:
    """Report an urgent page whose cards do not say what is so urgent, and what to do."""
    cards = {level_of(block) for block in composition.rendered.blocks if block.name == "care"}
    urgency = composition.article.urgency
    if urgency in MUST_HAVE_A_CARD and (level := LEVELS[urgency]) not in cards:
        card = f"::: care {level.name} {level.to_do}"
        yield blocks("body", f"The urgency is “{level.tag}”, but no card says so in the text: {card}")
