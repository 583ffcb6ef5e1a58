"""Check that what a page calls an emergency is noticed where a reader says it."""

from collections.abc import Iterator

from articles.checks.finding import Finding, blocks
from articles.composing.compose import Composition
from articles.rendering.blocks.care import level_of
from articles.search import dangers
from articles.urgency import NOW

BULLETS = ("- ", "* ", "+ ")


def check_signs_are_noticed(composition: Composition) -> Iterator[Finding]:
    """Report each sign in a care card of the level “Now” that meets no danger phrase.

    A reader who types the sign would see no emergency card. On a site without danger phrases
    nobody does, so nothing is reported there.
    """
    signs = _signs_in(composition)
    rules = dangers.current() if signs else None
    if not rules or not rules.rows:
        return
    for line, sign in signs:
        for animal in composition.species:
            found = dangers.dangers_in(sign, [animal], rules)
            if not any(danger.lines for danger in found):
                yield blocks("body", _message(sign, animal.name.lower()), line=line)


def _message(sign: str, animals: str) -> str:
    return (
        f"No danger phrase for {animals} meets “{sign}”: whoever types it may see no emergency card. "
        "Say it in words that owners use, or ask an editor or a vet to add its words under Danger phrases."
    )


def _signs_in(composition: Composition) -> list[tuple[int, str]]:
    """Return the bullets of care cards of that level, each with its line; further paragraphs only explain."""
    rendered = composition.rendered
    urgent = [block for block in rendered.blocks if block.name == "care" and level_of(block) is NOW]
    lines = composition.article.body.splitlines()
    items = [one for one in rendered.passages if one.kind == "item" and one.line <= len(lines)]
    return [
        (item.line, item.text)
        for card in urgent
        for item in items
        if card.line < item.line <= card.last_line and lines[item.line - 1].lstrip().startswith(BULLETS)
    ]
