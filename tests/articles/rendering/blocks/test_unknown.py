"""What nobody has found out yet stands under a label of its own."""

from tests.factories import problems_of, rendered


def test_what_is_not_known_is_never_without_its_label() -> None:
    untitled = rendered("::: unknown\n- Whether they like it\n:::")
    titled = rendered("::: unknown Still open\nWhether they like it.\n:::")

    assert (untitled.problems, titled.problems) == ([], [])
    assert untitled.html == (
        '<aside class="unknown"><p class="unknown-title">What we don’t know</p>'
        "<ul>\n<li>Whether they like it</li>\n</ul>\n</aside>"
    )
    assert titled.html == (
        '<aside class="unknown"><p class="unknown-title">Still open</p><p>Whether they like it.</p>\n</aside>'
    )


def test_an_empty_list_of_what_is_not_known_is_reported() -> None:
    assert problems_of("::: unknown\n:::") == ["Line 1: This block is empty."]
