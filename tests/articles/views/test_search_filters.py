"""Filters and pages of results: their links keep what was chosen, and lead back."""

from urllib.parse import parse_qsl

import pytest
from django.test import Client

from articles.models.article import Kind
from articles.search import Match
from articles.search.vocabulary import words_changed
from articles.urgency import Urgency
from tests.articles.views.search_pages import Links, Show, by_animal, hits, page_of
from tests.factories import LiveArticleFactory, SpeciesFactory

pytestmark = pytest.mark.django_db

# --- filters


def test_filters_are_links_with_counts_and_the_current_one_is_marked(client: Client) -> None:
    for name in ("Dogs", "Cats"):
        LiveArticleFactory(title="Sleep", species=[SpeciesFactory(name=name, slug=name.lower())])
    words_changed()

    page = page_of(client, q="sleep", species="dogs")

    links = Links(page)
    assert links.by_words["Cats 1"] == "?q=sleep&species=cats"
    assert links.current == ["?q=sleep&species=dogs"]
    assert links.by_words["Clear what is chosen, and show everything found"] == "?q=sleep"
    assert len(links.results) == 1


def test_filters_are_kept_beside_each_other(client: Client) -> None:
    for urgency in (Urgency.VET_SOON, Urgency.WATCH):
        for kind in Kind:
            LiveArticleFactory(title="Sleep", urgency=urgency, kind=kind)

    links = Links(page_of(client, q="sleep", kind="breed", urgency="vet-soon"))

    asked = [dict(parse_qsl(address.removeprefix("?"))) for address in links.current]
    assert asked == [{"q": "sleep", "kind": "breed", "urgency": "vet-soon"}] * 2
    assert links.by_words["Articles 1"] == "?q=sleep&urgency=vet-soon&kind=article"


def test_filters_keep_an_exact_search_exact(show: Show) -> None:
    page = show({"exact": "1"}, filters=[by_animal("dogs")], match=Match.ALL, hits=hits(), total=1)

    links = Links(page)
    assert links.by_words["All 2"] == "?q=dog+kiking&exact=1"
    assert links.by_words["Clear what is chosen, and show everything found"] == "?q=dog+kiking&exact=1"


def test_a_filter_that_leaves_nothing_says_so_with_a_way_back(show: Show) -> None:
    page = show(filters=[by_animal("dogs")], match=Match.ALL)

    assert "Nothing found for this fits “Dogs”" in page
    assert Links(page).by_words["Show everything found"] == "?q=dog+kiking"
    assert "data-results" not in page


def test_unknown_values_of_filters_are_ignored(client: Client) -> None:
    LiveArticleFactory(title="Sleep")

    page = page_of(client, q="sleep", species="dragons", kind="x", urgency="<b>", exact="yes", page="two")

    assert len(Links(page).results) == 1
    assert "dragons" not in page


# --- pages


def test_links_between_pages_of_results_keep_the_chosen_filters(show: Show) -> None:
    page = show(
        {"exact": "1"},
        match=Match.ALL,
        hits=hits(),
        total=50,
        page=2,
        pages=[1, 2, 3],
        filters=[by_animal("dogs")],
    )

    here = "?q=dog+kiking&amp;species=dogs&amp;exact=1&amp;page="
    assert f'rel="prev" href="{here}1"' in page
    assert f'rel="next" href="{here}3"' in page
    assert "Page 2 of 3" in page
    assert "<title>dog kiking: search, page 2 | Scratchpost</title>" in page


def test_a_second_page_continues_the_numbers_and_is_not_indexed(client: Client) -> None:
    for number in range(11):
        LiveArticleFactory(title=f"Why do cats knead {number}?")

    first, second = page_of(client, q="knead"), page_of(client, q="knead", page="2")

    assert (len(Links(first).results), len(Links(second).results)) == (10, 1)
    assert not set(Links(first).results) & set(Links(second).results)
    assert 'rel="canonical" href="http://testserver/search/"' in first
    assert '<meta name="robots" content="noindex, follow">' in second


def test_the_last_page_tells_that_there_is_more(show: Show) -> None:
    found = hits()

    assert "Only the best results are shown." in show(match=Match.ALL, hits=found, total=2)
    assert "Only the best results are shown." not in show(match=Match.ALL, hits=found, total=1)
