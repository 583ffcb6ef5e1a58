"""Check that what a page calls an emergency is noticed where a reader says it."""

from collections.abc import Iterator

from articles.checks.finding import Finding, blocks
from articles.composing.compose import Composition
from articles.rendering.blocks.care import level_of
from articles.search.dangers import dangers_in, has_rows
from articles.urgency import NOW


def check_dangers(composition: Composition) -> Iterator[Finding]:
    """Report each sign in a care card of the level “Now” that meets no danger phrase.

    A reader who types the sign would see no emergency card. On a site without danger phrases
    nobody does, so nothing is reported there.
    """
    signs = _signs_of_emergency(composition)
    if not signs or not has_rows():
        return
    animals = ", ".join(one.name.lower() for one in composition.species) or "any animal"
    for line, sign in signs:
        if not any(danger.lines for danger in dangers_in(sign, composition.species)):
            yield blocks(
                "body",
                f"No danger phrase for {animals} meets “{sign}”, so whoever types it sees no emergency card. "
                "Add the words of owners under Danger phrases, or say it in words that are there.",
                line=line,
            )


def _signs_of_emergency(composition: Composition) -> list[tuple[int, str]]:
    """Return the items of all lists in care cards of that level, each with its line."""
    rendered = composition.rendered
    cards = [block for block in rendered.blocks if block.name == "care"]
    urgent = [card for card in cards if level_of(card) is NOW]
    items = [passage for passage in rendered.passages if passage.kind == "item"]
    return [
        (item.line, item.text) for card in urgent for item in items if card.line < item.line <= card.last_line
    ]
