"""Each block has all its parts, and a new one needs no other file of the program."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

from articles.rendering import ArticleLink, render, sanitiser
from articles.rendering import blocks as blocks_package
from articles.rendering.block import Block
from articles.rendering.blocks import BLOCKS, find_blocks
from articles.rendering.plain_lines import PlainFigure, Surroundings
from articles.rendering.plain_markdown import plain_markdown
from articles.snapshots import PictureSnapshot
from tests.articles.rendering.hostile import MARKUP, dangers_of
from tests.factories import TextLookups, picture_snapshot, problems_of, rendered

AROUND = Surroundings("https://kb", "https://kb/wag/", {}, [PlainFigure("https://kb/a", "A", "")])
GUIDE = Path(settings.BASE_DIR) / "docs" / "editing.md"
HEAD = re.compile(r"^:::+ ([\w-]+) ?(.*)$", re.MULTILINE)
CLASS = re.compile(r'<(\w+)[^>]* class="([^"]+)"')
every_block = pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)


class FullLookups(TextLookups):
    """Has every picture and every article that a text names."""

    def picture(self, key: str) -> PictureSnapshot | None:
        return picture_snapshot()

    def article(self, slug: str) -> ArticleLink | None:
        return ArticleLink(f"/articles/{slug}/", slug, picture_snapshot(), is_published=True)


def in_place(block: Block) -> str:
    """Its example, within the block that it has to stand in."""
    outer = BLOCKS[block.inside].example if block.inside else block.example
    assert block.example in outer
    return outer


@every_block
def test_a_block_is_in_the_file_of_its_name_and_says_what_it_takes(block: Block) -> None:
    assert block.__module__ == f"{blocks_package.__name__}.{block.name.replace('-', '_')}"
    assert block.takes
    assert block.example.strip(":").startswith(f" {block.name}")


@every_block
def test_the_example_of_a_block_is_right(block: Block) -> None:
    assert problems_of(in_place(block), FullLookups()) == []


@every_block
def test_the_sanitiser_keeps_every_class_that_a_block_uses(
    block: Block, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = rendered(in_place(block), FullLookups()).html
    # By its name, because the package gives the name `render` to the function in it.
    monkeypatch.setattr(import_module("articles.rendering.render"), "sanitise", str)
    written = rendered(in_place(block), FullLookups()).html

    assert CLASS.findall(kept) == CLASS.findall(written) != []
    assert block.classes.keys() <= sanitiser.TAGS


@every_block
def test_no_colons_are_left_of_a_block_in_plain_markdown(block: Block) -> None:
    plain = plain_markdown(in_place(block), AROUND)

    assert ":::" not in plain


@every_block
def test_no_markup_comes_out_of_what_stands_after_a_blocks_name(block: Block) -> None:
    for markup in MARKUP:
        html = rendered(f"::: {block.name} {markup}\nText.\n:::").html
        assert dangers_of(html) == [], markup


@every_block
def test_the_guide_for_editors_shows_each_block(block: Block) -> None:
    shown = {head[1] for head in HEAD.finditer(GUIDE.read_text(encoding="utf-8"))}

    assert block.name in shown


def test_every_block_in_the_guide_for_editors_is_written_right() -> None:
    heads = HEAD.findall(GUIDE.read_text(encoding="utf-8"))

    assert heads
    assert [head for head in heads if not BLOCKS[head[0]].argument_fits(head[1])] == []


NEW_BLOCK = """
from django.utils.html import format_html

from articles.rendering.block import Block


class Tip(Block):
    name = "tip"
    takes = "a title"
    example = "::: tip Before you start\\nWash your hands.\\n:::"
    classes = {"aside": {"tip"}}
    closing_html = "</aside>"
    repeats_the_text = True

    def argument_fits(self, argument):
        return bool(argument)

    def title(self, argument):
        return argument

    def open_html(self, written, token):
        return format_html(\'<aside class="tip"><h3 id="{}">{}</h3>\', token.meta["id"], written.argument)

    def make_plain(self, written, lines):
        lines.begin_with(f"Tip: {written.argument}")


BLOCK = Tip()
"""


@pytest.fixture
def tip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Block:
    """A block whose file was added to the folder of blocks, and nothing else."""
    (tmp_path / "tip.py").write_text(NEW_BLOCK)
    monkeypatch.setattr(blocks_package, "__path__", [*blocks_package.__path__, str(tmp_path)])
    found = find_blocks()
    assert found.keys() - BLOCKS.keys() == {"tip"}
    monkeypatch.setitem(BLOCKS, "tip", found["tip"])
    monkeypatch.setattr(sanitiser, "CLASSES", sanitiser.allowed_classes(found.values()))
    return found["tip"]


def test_a_file_in_the_folder_is_all_that_a_new_block_needs(tip: Block) -> None:
    result = render(tip.example, TextLookups())

    assert result.problems == []
    assert result.html == (
        '<aside class="tip"><h3 id="before-you-start">Before you start</h3><p>Wash your hands.</p>\n</aside>'
    )
    assert [(passage.kind, passage.text) for passage in result.passages] == [("pull", "Wash your hands.")]
    assert [(block.name, block.argument) for block in result.blocks] == [("tip", "Before you start")]
    assert plain_markdown(tip.example, AROUND) == "Tip: Before you start\n\nWash your hands."


def test_the_messages_know_a_new_block(tip: Block) -> None:
    assert problems_of("::: tip\nText.\n:::") == ["Line 1: “::: tip” takes a title: ::: tip Before you start"]
    assert f"{', '.join(sorted(BLOCKS))}." in problems_of("::: tipp\nText.\n:::")[0]
    assert problems_of("::: tip Empty\n:::") == ["Line 1: This block is empty."]
