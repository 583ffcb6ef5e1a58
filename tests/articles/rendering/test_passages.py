"""A text in plain words, with the lines that checks tell editors."""

from tests.factories import picture_snapshot, rendered


def passages_of(text: str) -> list[tuple[int, str, str]]:
    return [(passage.line, passage.kind, passage.text) for passage in rendered(text).passages]


def test_each_passage_has_its_kind_its_line_and_no_marks() -> None:
    text = (
        "## A *heading*\n\nA [link](https://example.org)\nand `code`.\n\n- One\n- Two\n\n  More\n\n"
        "> Said\n\n| a | b |\n|---|---|\n| c | |\n\n::: pull\nOnce more\n:::\n\n::: figure rug\n1. Ear\n:::\n"
    )

    assert passages_of(text) == [
        (1, "heading", "A heading"),
        (3, "paragraph", "A link\nand code."),
        (6, "item", "One"),
        (7, "item", "Two"),
        (9, "item", "More"),
        (11, "paragraph", "Said"),
        (13, "cell", "a"),
        (13, "cell", "b"),
        (15, "cell", "c"),
        (18, "pull", "Once more"),
        (22, "item", "Ear"),
    ]


def test_a_passage_knows_the_line_of_each_of_its_words() -> None:
    (passage,) = rendered("\nOne\ntwo\\\nthree").passages

    assert [passage.line_at(passage.text.index(word)) for word in ("One", "two", "three")] == [2, 3, 4]


def test_a_citation_speaks_for_its_paragraph_list_item_or_table_row() -> None:
    text = (
        "One.[^study1906]\n\nTwo.\n\n- Three.\n\n  Four.[^study1906]\n  - Five.\n- Six.[^nobody]\n\n"
        "| Seven | Eight |\n|---|---|\n| Nine | Ten [^study1906] |"
    )

    cited = {passage.text.strip(): passage.is_cited for passage in rendered(text).passages}

    assert [words for words, is_cited in cited.items() if is_cited] == [
        *("One.", "Three.", "Four.", "Six.", "Nine", "Ten")
    ]
    assert [words for words, is_cited in cited.items() if not is_cited] == ["Two.", "Five.", "Seven", "Eight"]


def test_pictures_and_blocks_are_told_with_their_lines() -> None:
    text = (
        "![Asleep](picture:rug)\n\n::: figure rug\n:::\n\n![](picture:none)\n\n::: care soon Call\nNow\n:::"
    )

    result = rendered(text)

    assert [(figure.line, figure.picture["alt"]) for figure in result.figures] == [
        (1, "Asleep"),
        (3, picture_snapshot()["alt"]),
    ]
    assert [(block.line, block.name, block.argument) for block in result.blocks] == [
        (3, "figure", "rug"),
        (8, "care", "soon Call"),
    ]
