"""Links lead to web addresses, to places on the page and to articles that readers can open."""

import pytest

from tests.factories import problems_of, rendered


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org/a?b=c&d=e", "https://example.org/a?b=c&amp;d=e"),
        ("http://example.org/", "http://example.org/"),
        ("HTTPS://example.org/", "HTTPS://example.org/"),
        ("mailto:vet@example.org", "mailto:vet@example.org"),
        ("tel:+442079460000", "tel:+442079460000"),
        ("/species/dogs/", "/species/dogs/"),
        ("article:thumping", "/articles/thumping/"),
        ("article:thumping#why", "/articles/thumping/#why"),
    ],
)
def test_a_good_link_leads_where_it_says(written: str, address: str) -> None:
    result = rendered(f"[words]({written})")

    assert result.problems == []
    assert result.html == f'<p><a href="{address}">words</a></p>\n'


def test_a_link_within_the_page_may_come_before_its_heading() -> None:
    result = rendered("[See below](#signs)\n\n## Signs\n")

    assert result.problems == []
    assert '<a href="#signs">See below</a>' in result.html


def test_a_link_may_lead_to_the_title_of_a_block() -> None:
    assert problems_of("[When?](#phone-now)\n\n::: care emergency Phone now\nIt fits.\n:::") == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("https://xn--80ak6aa92e.com/", "https://xn--80ak6aa92e.com/"),
        ("https://gооgle.com/", "https://xn--ggle-55da.com/"),
        ("https://xn--mnchen-3ya.de/", "https://münchen.de/"),
    ],
)
def test_an_address_in_angle_brackets_shows_where_it_leads(written: str, shown: str) -> None:
    assert f">{shown}</a>" in rendered(f"<{written}>").html


def test_an_address_in_angle_brackets_is_a_link() -> None:
    assert '<a href="https://example.org">https://example.org</a>' in rendered("<https://example.org>").html


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "[x](nowhere.html)",
            "Line 1: The link “nowhere.html” is neither a web address nor an article: "
            "write (article:its-address).",
        ),
        (
            "Text\n[x](ftp://example.org)",
            "Line 2: The link “ftp://example.org” is neither a web address nor an article: "
            "write (article:its-address).",
        ),
        (
            "[x](//example.org)",
            "Line 1: The link “//example.org” is neither a web address nor an article: "
            "write (article:its-address).",
        ),
        (
            "[x]()",
            "Line 1: The link “” is neither a web address nor an article: write (article:its-address).",
        ),
        ("Text\n\n[x](article:nothing)", "Line 3: There is no article with the address “nothing”."),
        (
            "[x](article:twitching)",
            "Line 1: The article “twitching” is not published, so the link would lead nowhere.",
        ),
        ("## A\n\n[x](#b)", "Line 3: No heading of this page has the address “#b”."),
    ],
)
def test_a_link_that_leads_nowhere_is_reported_with_its_line(text: str, problem: str) -> None:
    assert problems_of(text) == [problem]


def test_a_link_by_reference_is_checked_like_any_other() -> None:
    assert problems_of("[x][there]\n\n[there]: nowhere") == [
        "Line 1: The link “nowhere” is neither a web address nor an article: write (article:its-address)."
    ]
