"""A citation is numbered by its first place in the text, and every place can be gone back to."""

import pytest

from tests.factories import problems_of, rendered


def test_references_are_numbered_in_the_order_in_which_they_are_cited() -> None:
    result = rendered("First [^book1920]. Second [^study1906]. Again [^book1920].")

    assert [(reference["key"], reference["number"]) for reference in result.references] == [
        ("book1920", 1),
        ("study1906", 2),
    ]


def test_a_citation_links_to_its_reference_and_says_what_it_is() -> None:
    result = rendered("It kicks [^study1906].")

    assert result.html == (
        '<p>It kicks <sup class="citation" id="cite-study1906-1">'
        '<a href="#ref-study1906" aria-label="Reference 1">[1]</a></sup>.</p>\n'
    )


def test_every_place_that_cites_a_reference_has_an_address_of_its_own() -> None:
    result = rendered("One [^study1906].\n\n- Two [^study1906]\n\n> Three [^study1906]\n")

    places = ["cite-study1906-1", "cite-study1906-2", "cite-study1906-3"]
    assert result.references[0]["citations"] == places
    assert all(f'id="{place}"' in result.html for place in places)


def test_a_reference_is_stored_with_everything_its_list_prints() -> None:
    result = rendered("[^study1906]")

    assert result.references[0]["authors"] == "Sherrington CS"
    assert result.references[0]["link"] == "https://doi.org/10.1113/jphysiol.1906.sp001139"


@pytest.mark.parametrize(
    "text",
    [
        "| Sign | Meaning |\n|---|---|\n| Kick | Reflex [^study1906] |",
        "::: care soon Book a visit\n- It limps [^study1906]\n:::",
        "::: figure rug\nA dog [^study1906]\n:::",
        "## Why [^study1906]",
        "**Really [^study1906]**",
        "[a page](https://example.org) [^study1906]",
    ],
)
def test_a_citation_counts_wherever_words_stand(text: str) -> None:
    result = rendered(text)

    assert result.problems == []
    assert [reference["key"] for reference in result.references] == ["study1906"]


@pytest.mark.parametrize("text", ["`[^study1906]`", "\\[^study1906]", "    [^study1906]", "[^ study1906]"])
def test_what_is_shown_as_written_is_no_citation(text: str) -> None:
    result = rendered(text)

    assert result.references == []
    assert "study1906]" in result.html


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[^nobody]", 1),
        ("One\ntwo\nthree [^nobody]", 3),
        ("One\\\ntwo  \nthree [^nobody]", 3),
        ("- a\n- b [^nobody]", 2),
        ("| a | b |\n|---|---|\n| c | d |\n| e | [^nobody] |", 4),
        ("::: note\nText.\n\nText [^nobody].\n:::", 4),
    ],
)
def test_an_unknown_key_is_reported_with_its_line(text: str, line: int) -> None:
    assert problems_of(text) == [f"Line {line}: There is no reference with the key “nobody”."]


def test_an_unknown_key_stays_to_be_seen_in_the_preview() -> None:
    result = rendered("It kicks [^nobody].")

    assert result.html == "<p>It kicks [^nobody].</p>\n"
    assert result.references == []


def test_problems_come_in_the_order_of_the_text() -> None:
    text = "[^one]\n\n[bad](nowhere)\n\n[^two]\n\n# Wrong\n"

    assert [problem.line for problem in rendered(text).problems] == [1, 3, 5, 7]


@pytest.mark.parametrize("definition", ["[^study1906]: Sherrington", "[^study1906]: Sherrington, in 1906."])
def test_a_footnote_defined_in_the_text_is_named_with_its_line(definition: str) -> None:
    problems = problems_of(f"It kicks [^study1906].\n\n{definition}\n")

    wanted = "“[^study1906]:” defines nothing: sources are kept in the article's references."
    assert f"Line 3: {wanted}" in [str(problem) for problem in problems]
