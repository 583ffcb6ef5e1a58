"""Headings have addresses of their own and make the outline."""

import pytest

from tests.factories import problems_of, rendered


def test_headings_of_two_levels_make_the_outline() -> None:
    text = "## What happens\n\nText.\n\n### In the spine\n\nText.\n\n## When to stop\n\nText.\n"

    result = rendered(text)

    assert result.problems == []
    assert result.outline == [
        {"id": "what-happens", "text": "What happens", "level": 2},
        {"id": "in-the-spine", "text": "In the spine", "level": 3},
        {"id": "when-to-stop", "text": "When to stop", "level": 2},
    ]


def test_a_heading_carries_the_address_that_the_outline_names() -> None:
    result = rendered("## What happens\n")

    assert '<h2 id="what-happens">What happens</h2>' in result.html


def test_a_heading_has_a_link_to_itself_beside_it_that_says_where_it_leads() -> None:
    result = rendered("## Dogs & *cats*\n\n### Signs\n\n::: care soon Book\nText.\n:::\n")

    assert result.html.startswith(
        '<h2 id="dogs-cats">Dogs &amp; <em>cats</em></h2>\n'
        '<a class="section-anchor" href="#dogs-cats"'
        ' aria-label="Link to this section: Dogs &amp; cats"></a>\n'
        '<h3 id="signs">Signs</h3>\n<a class="section-anchor" href="#signs"'
    )
    # The titles of blocks are no sections.
    assert result.html.count("section-anchor") == 2


def test_headings_with_the_same_words_get_addresses_of_their_own() -> None:
    result = rendered("## Signs\n\n## Signs 2\n\n## Signs\n\n## Signs\n")

    assert [heading["id"] for heading in result.outline] == ["signs", "signs-2", "signs-3", "signs-4"]


def test_marks_and_citations_are_left_out_of_the_outline() -> None:
    result = rendered("## Why *this* `leg` [^study1906]\n")

    assert result.outline == [{"id": "why-this-leg", "text": "Why this leg", "level": 2}]


def test_a_heading_without_latin_letters_still_has_an_address() -> None:
    result = rendered("## 猫\n\n## 犬\n")

    assert [heading["id"] for heading in result.outline] == ["section", "section-2"]


def test_a_very_long_heading_keeps_an_address_that_the_sanitiser_accepts() -> None:
    result = rendered("## " + "scratch " * 60)

    assert f'id="{result.outline[0]["id"]}"' in result.html


@pytest.mark.parametrize(
    "words",
    [
        *("Main", "Top", "Comments", "Ratings", "References", "Write", "Contents", "Gallery", "Related"),
        *("In short", "At a glance", "References title", "Comments title", "Write title", "Reference 1"),
        *("Ref study1906", "Cite study1906 1", "Picture 1", "id_text", "Histogram"),
        *("Words explained", "About this page", "Term reflex", "Meaning reflex", "Footer work"),
    ],
)
def test_a_heading_never_takes_an_address_that_the_page_uses_itself(words: str) -> None:
    result = rendered(f"## {words}\n")

    taken = words.lower().replace(" ", "-")
    assert result.outline[0]["id"] == f"{taken}-section"


def test_titles_of_blocks_have_addresses_and_stay_out_of_the_outline() -> None:
    text = "## Soon\n\n::: care soon Soon\nBook a visit.\n:::\n\n## Soon\n"

    result = rendered(text)

    assert [heading["id"] for heading in result.outline] == ["soon", "soon-3"]
    assert '<h3 id="soon-2">Soon</h3>' in result.html


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("# Title", "Line 1: Headings are ## or ###, not #: the title is the page's only #."),
        ("## A\n\n#### B", "Line 3: Headings are ## or ###, not ####: the title is the page's only #."),
        ("Title\n=====", "Line 1: Headings are ## or ###, not =: the title is the page's only #."),
        ("Text.\n\n### First", "Line 3: The first heading is ##, before any ###."),
        ("Text.\n\n##", "Line 3: This heading has no words."),
        (
            "::: note\n## Inside\n:::",
            "Line 2: A heading cannot stand inside a ::: block; the block's title is its heading.",
        ),
    ],
)
def test_a_wrong_heading_is_reported_with_its_line(text: str, problem: str) -> None:
    assert problems_of(text) == [problem]


def test_lines_are_counted_the_same_in_files_from_windows() -> None:
    assert problems_of("Text.\r\n\r\n### First\r\n") == problems_of("Text.\n\n### First\n")
