"""A list shows whole sentences of a text."""

import pytest

from articles.templatetags.excerpts import whole_sentences

TEXT = (
    "We write. We do not write as vets, and our pages do not replace a vet who can see your animal. "
    "Dr. Ito helps."
)


@pytest.mark.parametrize(
    ("most", "shown"),
    [
        (100, TEXT),
        (22, TEXT.removesuffix(" Dr. Ito helps.")),
        (20, "We write."),
        (1, "We write."),
    ],
)
def test_a_text_is_cut_only_between_sentences(most: int, shown: str) -> None:
    assert whole_sentences(TEXT, most) == shown


def test_lines_and_paragraphs_become_one() -> None:
    assert (
        whole_sentences("One line\nand another.\n\nA paragraph.", 9) == "One line and another. A paragraph."
    )
