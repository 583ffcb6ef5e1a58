"""The ::: containers of a text: each is a block of the folder `blocks/`, or a problem."""

from markdown_it.token import Token

from articles.rendering.block import BlockTokens, WrittenBlock, parse_block
from articles.rendering.blocks import BLOCKS, block_named
from articles.rendering.document import Document
from articles.rendering.parser import CLOSE, OPEN, QUOTATION, line_of


def check_blocks(tokens: list[Token], document: Document) -> None:
    """Parse each container's head into `token.meta["block"]` and report what is wrong with it."""
    stack: list[WrittenBlock] = []
    for token in tokens:
        if token.type == OPEN:
            written = parse_block(token)
            _check_head(written, [outer.name for outer in stack], document)
            _check_closed(token, written, document)
            token.meta = {"block": written}
            stack.append(written)
        elif token.type == CLOSE:
            token.meta = {"block": stack.pop()}
        elif token.type == "inline":
            _check_stray_colons(token, document)


def _check_head(written: WrittenBlock, outer: list[str], document: Document) -> None:
    name, line = written.name, written.line
    block = block_named(name)
    if name not in BLOCKS:
        known = ", ".join(sorted(BLOCKS))
        document.report(line, f"“::: {name}” is not known. Known are: {known}.")
    elif not block.argument_fits(written.argument):
        head = block.example.partition("\n")[0]
        document.report(line, f"“::: {name}” takes {block.takes}: {head}")
    elif block.inside and outer[-1:] != [block.inside]:
        document.report(line, f"“::: {name}” stands inside :::: {block.inside}.")
    elif outer and not block.inside:
        document.report(line, f"“::: {name}” stands alone, not inside ::: {outer[-1]}.")


def _check_stray_colons(inline: Token, document: Document) -> None:
    """Find colons that the parser took for words, at the start of any line of a paragraph."""
    for line, words in enumerate(inline.content.split("\n"), start=line_of(inline)):
        if words.lstrip().startswith(":::"):
            document.report(line, "These colons close nothing that is open.")


def _check_closed(token: Token, written: WrittenBlock, document: Document) -> None:
    end = (token.map or [0, 0])[1]
    # The parser itself closes what is still open at the end of the text, and tells nobody.
    if end >= len(document.lines) or not document.lines[end].lstrip(QUOTATION).startswith(token.markup):
        message = f"“::: {written.name}” is never closed: end it with {token.markup}"
        document.report(written.line, message)


def look_up(opening: Token, document: Document) -> None:
    written: WrittenBlock = opening.meta["block"]
    block_named(written.name).look_up(written, opening, document)


def prepare_containers(tokens: list[Token], document: Document) -> None:
    """Let each block check what it holds and fit its inner tokens to it."""
    for index, token in enumerate(tokens):
        if token.type == OPEN:
            written: WrittenBlock = token.meta["block"]
            block_named(written.name).prepare(written, _tokens_of_block(tokens, index), document)


def _tokens_of_block(tokens: list[Token], start: int) -> BlockTokens:
    level = tokens[start].level
    end = next(
        index
        for index in range(start + 1, len(tokens))
        if tokens[index].type == CLOSE and tokens[index].level == level
    )
    return BlockTokens(tokens[start], tokens[start + 1 : end], tokens[end])


def container_html(token: Token) -> str:
    written: WrittenBlock = token.meta["block"]
    block = block_named(written.name)
    return block.open_html(written, token) if token.nesting == 1 else block.close_html(token)
