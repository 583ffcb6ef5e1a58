"""A table that sets things side by side, with a caption."""

from articles.rendering.block import Block, BlockTokens, WrittenBlock
from articles.rendering.document import Document


class Compare(Block):
    name = "compare"
    takes = "a caption"
    example = (
        "::: compare Reflex or itch\n|        | Reflex         | Itch      |\n"
        "|--------|----------------|-----------|\n| Starts | When you touch | By itself |\n:::"
    )
    classes = {"table": {"table-compare"}}

    def argument_fits(self, argument: str) -> bool:
        return bool(argument)

    def prepare(self, written: WrittenBlock, tokens: BlockTokens, document: Document) -> None:
        if [part.type for part in tokens.parts] != ["table_open"]:
            document.report(written.line, "“::: compare” holds one table and nothing else.")
            return
        table = tokens.inner[0]
        table.attrJoin("class", "table-compare")
        table.meta["caption"] = written.argument


BLOCK = Compare()
