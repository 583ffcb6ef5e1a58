"""Any address of the search gets a page, the same for everybody, at a fixed number of queries."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.search.vocabulary import words_changed
from tests.articles.views.search_pages import Links, page_of
from tests.factories import LiveArticleFactory, SpeciesFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("asked", [{}, {"q": ""}, {"q": "  \0 "}, {"species": "dogs", "page": "3"}])
def test_a_search_without_a_question_explains_how_to_search(client: Client, asked: dict[str, str]) -> None:
    page = page_of(client, **asked)

    assert "Ask in your own words" in page
    assert "Nothing found" not in page
    assert "<title>Search | Scratchpost</title>" in page


# --- a page for everybody


def test_the_page_is_read_and_never_posted(client: Client) -> None:
    assert client.post("/search/", {"q": "knead"}).status_code == 405
    assert client.head("/search/", {"q": "knead"}).status_code == 200


def test_the_page_is_the_same_for_everybody(client: Client) -> None:
    response = client.get("/search/", {"q": "knead"})

    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "public" in response.headers["Cache-Control"]
    assert "csrfmiddlewaretoken" not in response.content.decode()


@pytest.mark.parametrize("path", ["/articles/", "/emergency/", "/glossary/", "/nowhere/"])
def test_every_page_has_a_search_box(client: Client, path: str) -> None:
    page = client.get(path).content.decode()

    assert 'action="/search/"' in page.split("<main")[0]
    assert 'role="search"' in page.split("<main")[0]
    assert 'name="q"' in page.split("<main")[0]


@pytest.mark.parametrize("path", ["/", "/search/"])
def test_a_page_with_a_search_box_in_its_text_has_none_in_the_header(client: Client, path: str) -> None:
    assert client.get(path).content.decode().count('name="q"') == 1


# --- whatever is typed

NASTY = [
    *("\0", "a" * 10_000, "a " * 5_000, "& | ! ( ) : * <-> '", '"unclosed', "- - or or -or", "\\", "%00%"),
    *("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' OR 1=1 --", "{{ 7|add:1 }}{% now %}"),
    *("\u202eknead\u202c \u2066\u2069", "\u200bkn\u200dead\ufeff", "e\u0301" * 500, "a" + "\u0301" * 5_000),
    *(
        "\uffff\ufffe\ufdd0\U0010ffff",
        "🐶🏽\u200d👩\u200d👧\u200d👦",
        "ﬁﬂ ß İ ı ǅ",
        "１２３",
        "कुत्ता 狗 لماذا",
    ),
    *("knead\x1b[31m", "knead\r\nSet-Cookie: a=b", "\ue000knead\ue001", "$$knead$$", "%s %(x)s {0}"),
    *("1e999", "-1", "0", "9" * 5_000, "٣", "+1", " 2 ", "NaN", "the of and"),
]


OTHER_KEYS = ("exact", "page", "species", "kind", "urgency", "found", "nobody")


def test_whatever_is_typed_gets_a_page(client: Client) -> None:
    LiveArticleFactory(title="Why do cats knead?")

    for value in NASTY:
        typed = client.get("/search/", {"q": value})
        # None of the keys keeps another from being read.
        beside = client.get("/search/", {"q": "knead", **dict.fromkeys(OTHER_KEYS, value)})

        for response in (typed, beside):
            page = response.content.decode()
            assert response.status_code == 200, value
            assert not re.search(r"<script>|<img src=x|\x00", page), value
            assert len(page) < 100_000, value
        assert len(Links(beside.content.decode()).results) == 1, value


def test_a_page_number_that_does_not_exist_shows_the_first_page(client: Client) -> None:
    LiveArticleFactory(title="Why do cats knead?")

    for page in ("-1", "0", "2", "7", str(10**30), "abc", "", "1.5"):
        assert "1 result" in page_of(client, q="knead", page=page), page


def test_whatever_stands_in_the_address_gets_a_page(client: Client) -> None:
    LiveArticleFactory(title="Why do cats knead?")

    for address in (
        "q=%ED%A0%80knead",
        "q=%FF%FE%80knead",
        "q=knead&q=cats&page=1&page=x&species=&species=cats",
        "q=knead&&&=&=x&q",
        "q[]=knead&q=knead",
        "q=knead;page=2",
        "q=" + "%F0%9F%90%B6" * 900,
        "%00=%00&q=knead%00",
    ):
        assert client.get(f"/search/?{address}").status_code == 200, address


def test_the_box_keeps_what_was_typed(client: Client) -> None:
    page = page_of(client, q='"cats" & <dogs>')

    assert 'value="&quot;cats&quot; &amp; &lt;dogs&gt;"' in page


def test_a_page_of_results_takes_a_fixed_number_of_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        species = [SpeciesFactory(name=f"Kind {number}", slug=f"kind-{number}")]
        LiveArticleFactory(title=f"Why do cats knead {number}?", species=species)
    words_changed()
    client.get("/search/", {"q": "warm"})

    with django_assert_max_num_queries(14):
        page = page_of(client, q="kneeding cats")

    assert len(Links(page).results) == 10
