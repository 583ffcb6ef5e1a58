"""What to do and what not, side by side."""

from articles.rendering.block import Block, BlockTokens, WrittenBlock
from articles.rendering.blocks.do import Do
from articles.rendering.blocks.dont import Dont
from articles.rendering.document import Document
from articles.rendering.parser import OPEN


class DoDont(Block):
    name = "do-dont"
    takes = "nothing after its name"
    example = f":::: do-dont\n{Do.example}\n{Dont.example}\n::::"
    classes = {"div": {"do-dont"}}
    opening_html = '<div class="do-dont">'
    closing_html = "</div>"

    def argument_fits(self, argument: str) -> bool:
        return not argument

    def prepare(self, written: WrittenBlock, tokens: BlockTokens, document: Document) -> None:
        sides = [part.meta["block"].name if part.type == OPEN else part.type for part in tokens.parts]
        if sides != [Do.name, Dont.name]:
            document.report(written.line, "“:::: do-dont” holds one ::: do and then one ::: dont.")


BLOCK = DoDont()
