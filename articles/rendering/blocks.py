"""The ::: containers: what each is called, takes and holds."""

from dataclasses import dataclass

from markdown_it.token import Token

from articles.rendering.document import Document
from articles.rendering.parser import CONTAINER, line_of

OPEN = f"container_{CONTAINER}_open"
CLOSE = f"container_{CONTAINER}_close"
# What may stand before the closing colons: a block may be part of a quotation.
QUOTATION = "> \t"
CARE_LEVELS = {"routine": "Routine", "soon": "Soon", "emergency": "Emergency"}


@dataclass(frozen=True)
class Block:
    """A container as written: `::: name argument`."""

    name: str
    argument: str
    line: int


EXPECTED = {
    "care": "a level (routine, soon or emergency) and a title: ::: care soon Book a visit within days",
    "do-dont": "nothing after its name: :::: do-dont",
    "do": "a title: ::: do Keep going if you see",
    "dont": "a title: ::: dont Stop if you see",
    "note": "a title or nothing: ::: note How we know",
    "unknown": "a title or nothing: ::: unknown",
    "pull": "nothing after its name: ::: pull",
    "also": "an article's address: ::: also why-do-rabbits-thump",
    "compare": "a caption: ::: compare Reflex or itch",
    "figure": "a picture's key: ::: figure petting-map",
}


def parse_block(token: Token) -> Block:
    name, _, argument = token.info.strip().partition(" ")
    return Block(name, argument.strip(), line_of(token))


def check_blocks(tokens: list[Token], document: Document) -> None:
    """Parse each container's head into `token.meta["block"]` and report what is wrong with it."""
    stack: list[Block] = []
    for token in tokens:
        if token.type == OPEN:
            block = parse_block(token)
            _check_head(block, [outer.name for outer in stack], document)
            _check_closed(token, block, document)
            token.meta = {"block": block}
            stack.append(block)
        elif token.type == CLOSE:
            token.meta = {"block": stack.pop()}
        elif token.type == "inline":
            _check_stray_colons(token, document)


def _check_head(block: Block, outer: list[str], document: Document) -> None:
    if block.name not in EXPECTED:
        known = ", ".join(sorted(EXPECTED))
        document.report(block.line, f"“::: {block.name}” is not known. Known are: {known}.")
    elif not _argument_fits(block):
        document.report(block.line, f"“::: {block.name}” takes {EXPECTED[block.name]}")
    elif block.name in {"do", "dont"} and outer[-1:] != ["do-dont"]:
        document.report(block.line, f"“::: {block.name}” stands inside :::: do-dont.")
    elif block.name not in {"do", "dont"} and outer:
        document.report(block.line, f"“::: {block.name}” stands alone, not inside ::: {outer[-1]}.")


def _argument_fits(block: Block) -> bool:
    match block.name:
        case "care":
            level, _, title = block.argument.partition(" ")
            return level in CARE_LEVELS and bool(title.strip())
        case "do-dont" | "pull":
            return not block.argument
        case "note" | "unknown":
            return True
        case "also" | "figure":
            return bool(block.argument) and " " not in block.argument
        case _:
            return bool(block.argument)


def _check_stray_colons(inline: Token, document: Document) -> None:
    """Colons that the parser took for words, at the start of any line of a paragraph."""
    for line, words in enumerate(inline.content.split("\n"), start=line_of(inline)):
        if words.lstrip().startswith(":::"):
            document.report(line, "These colons close nothing that is open.")


def _check_closed(token: Token, block: Block, document: Document) -> None:
    end = (token.map or [0, 0])[1]
    # The parser closes an open container at the end of the text without a word.
    if end >= len(document.lines) or not document.lines[end].lstrip(QUOTATION).startswith(token.markup):
        document.report(block.line, f"“::: {block.name}” is never closed: end it with {token.markup}")
