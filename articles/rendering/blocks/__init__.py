"""The ::: blocks. Each file of this folder is one, and a file that is added needs no mention elsewhere."""

from importlib import import_module
from pkgutil import iter_modules

from articles.rendering.block import Block


def find_blocks() -> dict[str, Block]:
    """The `BLOCK` of each module in this folder, by the name that texts call it."""
    found = [import_module(f"{__name__}.{module.name}").BLOCK for module in iter_modules(__path__)]
    return {block.name: block for block in found}


BLOCKS = find_blocks()
# Stands in for a block whose name is not known, so that a preview still shows what is in it.
MISSPELT = Block()


def block_named(name: str) -> Block:
    return BLOCKS.get(name, MISSPELT)
