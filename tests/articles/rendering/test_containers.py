"""The ::: blocks: what each becomes, and what is said about a wrong one."""

import pytest

from tests.factories import TextLibrary, picture_snapshot, problems_of, rendered

DO_DONT = ":::: do-dont\n::: do Keep going\n- Soft eyes\n:::\n::: dont Stop\n- A stiff body\n:::\n::::"


@pytest.mark.parametrize(
    ("level", "word"), [("routine", "Routine"), ("soon", "Soon"), ("emergency", "Emergency")]
)
def test_a_care_card_says_its_level_in_words(level: str, word: str) -> None:
    result = rendered(f"::: care {level} What to do\nPhone *now*.\n:::")

    assert result.problems == []
    assert result.html == (
        f'<section class="care-card care-card-{level}"><div class="care-card-head">'
        f'<p class="care-card-level">{word}</p><h3 id="what-to-do">What to do</h3></div>'
        '<div class="care-card-body"><p>Phone <em>now</em>.</p>\n</div></section>'
    )


def test_do_and_dont_stand_side_by_side() -> None:
    result = rendered(DO_DONT)

    assert result.problems == []
    assert result.html == (
        '<div class="do-dont">'
        '<section class="do"><h3 id="keep-going">Keep going</h3><ul>\n<li>Soft eyes</li>\n</ul>\n</section>'
        '<section class="dont"><h3 id="stop">Stop</h3><ul>\n<li>A stiff body</li>\n</ul>\n</section>'
        "</div>"
    )


def test_a_note_has_a_title_or_none() -> None:
    titled = rendered("::: note How we know\nFrom a book.\n:::")
    untitled = rendered("::: note\nFrom a book.\n:::")

    assert titled.html == (
        '<aside class="note"><p class="note-title">How we know</p><p>From a book.</p>\n</aside>'
    )
    assert untitled.html == '<aside class="note"><p>From a book.</p>\n</aside>'


def test_what_is_not_known_is_never_without_its_label() -> None:
    plain = rendered("::: unknown\n- Whether they like it\n:::")
    titled = rendered("::: unknown Still open\nWhether they like it.\n:::")

    assert (plain.problems, titled.problems) == ([], [])
    assert plain.html == (
        '<aside class="unknown"><p class="unknown-title">What we don’t know</p>'
        "<ul>\n<li>Whether they like it</li>\n</ul>\n</aside>"
    )
    assert titled.html == (
        '<aside class="unknown"><p class="unknown-title">Still open</p><p>Whether they like it.</p>\n</aside>'
    )


def test_a_pull_quote_repeats_a_line() -> None:
    assert rendered("::: pull\nIt is a reflex.\n:::").html == (
        '<div class="pull-quote"><p>It is a reflex.</p>\n</div>'
    )


def test_a_card_shows_the_other_articles_title_and_a_picture_without_words() -> None:
    result = rendered("::: also thumping\n:::")

    assert result.problems == []
    assert '<a href="/articles/thumping/">Why do rabbits thump?</a>' in result.html
    assert 'src="/media/pictures/aa/rug-640.webp"' in result.html
    assert 'alt=""' in result.html


def test_a_comparison_is_a_table_with_a_caption() -> None:
    result = rendered("::: compare Reflex or itch\n| | Reflex |\n|---|---|\n| Starts | By hand |\n:::")

    assert result.problems == []
    assert '<table class="table-compare table">' in result.html
    assert "<caption>Reflex or itch</caption>" in result.html


def test_blocks_may_stand_in_lists_and_quotations() -> None:
    in_list = rendered("- ::: note\n  Text.\n  :::")
    in_quotation = rendered("> ::: note\n> Text.\n> :::")

    assert (in_list.problems, in_quotation.problems) == ([], [])
    assert '<li>\n<aside class="note"><p>Text.</p>\n</aside></li>' in in_list.html
    assert '<blockquote>\n<aside class="note"><p>Text.</p>\n</aside></blockquote>' in in_quotation.html


KNOWN = "also, care, compare, do, do-dont, dont, figure, note, pull, unknown"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("::: nota\nText.\n:::", f"Line 1: “::: nota” is not known. Known are: {KNOWN}."),
        ("::: NOTE\nText.\n:::", f"Line 1: “::: NOTE” is not known. Known are: {KNOWN}."),
        (
            "::: care Book a visit\nText.\n:::",
            "Line 1: “::: care” takes a level (routine, soon or emergency) and a title: "
            "::: care soon Book a visit within days",
        ),
        (
            "::: care soon\nText.\n:::",
            "Line 1: “::: care” takes a level (routine, soon or emergency) and a title: "
            "::: care soon Book a visit within days",
        ),
        (
            DO_DONT.replace("do-dont", "do-dont Title"),
            "Line 1: “::: do-dont” takes nothing after its name: :::: do-dont",
        ),
        (
            DO_DONT.replace("::: do Keep going", "::: do"),
            "Line 2: “::: do” takes a title: ::: do Keep going if you see",
        ),
        (
            DO_DONT.replace("::: dont Stop", "::: dont"),
            "Line 5: “::: dont” takes a title: ::: dont Stop if you see",
        ),
        ("::: pull Words\nText.\n:::", "Line 1: “::: pull” takes nothing after its name: ::: pull"),
        ("::: do Alone\nText.\n:::", "Line 1: “::: do” stands inside :::: do-dont."),
        (
            ":::: note\n::: pull\nText.\n:::\n::::",
            "Line 2: “::: pull” stands alone, not inside ::: note.",
        ),
        ("Text.\n\n::: note\nText.", "Line 3: “::: note” is never closed: end it with :::"),
        (":::: note\nText.\n\n:::", "Line 1: “::: note” is never closed: end it with ::::"),
        (":::\nText.", "Line 1: These colons close nothing that is open."),
        ("Text.\n\nText.\n:::", "Line 4: These colons close nothing that is open."),
        ("::: note\n:::", "Line 1: This block is empty."),
        ("::: pull\n:::", "Line 1: This block is empty."),
        ("::: unknown\n:::", "Line 1: This block is empty."),
        ("::: care soon Title\n:::", "Line 1: This block is empty."),
        (
            ":::: do-dont\n::: dont B\nText.\n:::\n::: do A\nText.\n:::\n::::",
            "Line 1: “:::: do-dont” holds one ::: do and then one ::: dont.",
        ),
        (
            ":::: do-dont\n::: do A\nText.\n:::\n::::",
            "Line 1: “:::: do-dont” holds one ::: do and then one ::: dont.",
        ),
        (
            DO_DONT.replace("::: dont", "Text.\n\n::: dont"),
            "Line 1: “:::: do-dont” holds one ::: do and then one ::: dont.",
        ),
        (
            DO_DONT.replace(":::\n::::", ":::\nText.\n::::"),
            "Line 1: “:::: do-dont” holds one ::: do and then one ::: dont.",
        ),
        (
            "::: compare Caption\nText.\n:::",
            "Line 1: “::: compare” holds one table and nothing else.",
        ),
        ("::: compare Caption\n:::", "Line 1: “::: compare” holds one table and nothing else."),
        (
            "::: compare C\n| a |\n|---|\n| b |\n\nText.\n\n| c |\n|---|\n| d |\n:::",
            "Line 1: “::: compare” holds one table and nothing else.",
        ),
        (
            "::: also thumping\nText.\n:::",
            "Line 1: “::: also” holds nothing: the card shows the other article's own title.",
        ),
        ("::: also nothing\n:::", "Line 1: There is no article with the address “nothing”."),
        (
            "::: also twitching\n:::",
            "Line 1: The article “twitching” is not published, so the link would lead nowhere.",
        ),
        (
            "::: also two words\n:::",
            "Line 1: “::: also” takes an article's address: ::: also why-do-rabbits-thump",
        ),
    ],
)
def test_a_wrong_block_is_reported_with_its_line(text: str, problem: str) -> None:
    assert problem in problems_of(text)


@pytest.mark.parametrize("name", ["compare", "figure", "also"])
def test_a_block_without_the_words_it_needs_says_what_it_takes(name: str) -> None:
    problems = problems_of(f"::: {name}\nText.\n:::")

    assert any(problem.startswith(f"Line 1: “::: {name}” takes a") for problem in problems)


def test_a_card_without_a_picture_is_words_only() -> None:
    library = TextLibrary()
    library.articles["twitching"] = library.articles["twitching"].__class__("/t/", "Twitching", None, True)

    result = rendered("::: also twitching\n:::", library)

    assert "<img" not in result.html
    assert '<a href="/t/">Twitching</a>' in result.html


@pytest.mark.parametrize("tone", ["marigold", "night", "mist-ground", "slate-ground"])
def test_a_figure_keeps_the_tone_of_its_picture(tone: str) -> None:
    library = TextLibrary()
    library.pictures["rug"] = picture_snapshot(tone=tone)

    assert f'<div class="figure-picture tone-{tone}">' in rendered("::: figure rug\n:::", library).html
