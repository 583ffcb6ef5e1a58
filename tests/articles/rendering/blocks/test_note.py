"""A note has a title or none."""

from tests.factories import problems_of, rendered


def test_a_note_has_a_title_or_none() -> None:
    titled = rendered("::: note How we know\nFrom a book.\n:::")
    untitled = rendered("::: note\nFrom a book.\n:::")

    assert titled.html == (
        '<aside class="note"><p class="note-title">How we know</p><p>From a book.</p>\n</aside>'
    )
    assert untitled.html == '<aside class="note"><p>From a book.</p>\n</aside>'


def test_an_empty_note_is_reported() -> None:
    assert problems_of("::: note\n:::") == ["Line 1: This block is empty."]
