"""A card leads to another article."""

import pytest

from articles.rendering.blocks.also import cards_in
from tests.factories import TextLookups, problems_of, rendered


def test_a_card_shows_the_other_articles_title_and_a_picture_without_words() -> None:
    result = rendered("::: also thumping\n:::")

    assert result.problems == []
    assert '<a href="/articles/thumping/">Why do rabbits thump?</a>' in result.html
    assert 'src="/media/pictures/aa/rug-640.webp"' in result.html
    assert 'alt=""' in result.html


def test_a_card_without_a_picture_is_words_only() -> None:
    lookups = TextLookups()
    lookups.articles["twitching"] = lookups.articles["twitching"].__class__("/t/", "Twitching", None, True)

    result = rendered("::: also twitching\n:::", lookups)

    assert "<img" not in result.html
    assert '<a href="/t/">Twitching</a>' in result.html


def test_the_cards_of_a_page_are_found_in_its_html_and_its_links_are_not() -> None:
    html = rendered("[More](article:twitching)\n\n::: also thumping\n:::").html

    assert cards_in(html) == {"/articles/thumping/"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
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
def test_a_wrong_card_is_reported_with_its_line(text: str, problem: str) -> None:
    assert problem in problems_of(text)
