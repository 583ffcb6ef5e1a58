"""The page of results: excerpts, filters and the pages that the results are divided into."""

import pytest

from articles.models.article import Kind
from articles.search import search
from articles.search.entries import store_entries
from articles.urgency import Urgency
from tests.articles.search.questions import animal, titles
from tests.factories import LiveArticleFactory, many_live_editions

pytestmark = pytest.mark.django_db


def test_the_words_asked_for_are_marked_in_the_excerpt() -> None:
    LiveArticleFactory(title="Blankets", body="Most cats start kneading as kittens.")

    [hit] = search("knead").hits

    assert "start <mark>kneading</mark> as kittens" in hit.excerpt


def test_what_looks_like_html_in_a_text_is_shown_as_text() -> None:
    LiveArticleFactory(title="Blankets", body="Never write \\<b>knead\\</b> & such \\<script>.")

    [hit] = search("knead").hits

    assert "<mark>knead</mark>" in hit.excerpt
    assert "&amp; such" in hit.excerpt
    assert "<b>" not in hit.excerpt
    assert "<script" not in hit.excerpt


# --- filters and pages


def test_each_choice_of_a_filter_says_how_many_pages_it_leads_to() -> None:
    dogs, cats = animal("Dogs", "dog"), animal("Cats", "cat")
    for species, urgency in ((dogs, Urgency.VET_SOON), (dogs, Urgency.WATCH), (cats, Urgency.VET_SOON)):
        LiveArticleFactory(title="Sleep", species=[species], urgency=urgency)

    found = search("sleep", {"urgency": "vet-soon"})

    counts = {one.label: {choice.name: choice.count for choice in one.choices} for one in found.filters}
    assert counts["By animal"] == {"All": 2, "Dogs": 1, "Cats": 1}
    assert counts["By how soon to call a vet"]["All"] == 3
    assert found.total == 2


def test_a_value_that_no_filter_offers_is_ignored() -> None:
    LiveArticleFactory(title="Sleep")

    assert titles("sleep", species="dragons", kind="\0", urgency="x" * 5000) == ["Sleep"]


def test_a_filter_keeps_the_question_in_its_address() -> None:
    LiveArticleFactory(title="Sleep", species=[animal("Dogs", "dog")])
    LiveArticleFactory(title="Sleep", species=[animal("Cats", "cat")])

    [by_animal] = [one for one in search("sleep & more").filters if one.label == "By animal"]

    assert [choice.query for choice in by_animal.choices] == [
        "q=sleep+%26+more",
        "q=sleep+%26+more&species=cats",
        "q=sleep+%26+more&species=dogs",
    ]


def test_results_can_be_filtered_by_kind() -> None:
    LiveArticleFactory(title="Beagle", kind=Kind.BREED)
    LiveArticleFactory(title="Why does my Beagle howl?")

    assert titles("beagle", kind="breed") == ["Beagle"]


def test_positions_count_through_all_pages_of_results() -> None:
    store_entries(many_live_editions(LiveArticleFactory(title="Why do cats knead?"), 24))

    first, second = search("knead"), search("knead", page=2)

    assert (first.total, list(first.pages), len(first.hits), len(second.hits)) == (25, [1, 2, 3], 10, 10)
    assert [hit.position for hit in second.hits] == list(range(11, 21))
    assert not {edition.pk for edition in first.editions} & {edition.pk for edition in second.editions}


@pytest.mark.parametrize("page", [0, -1, 2, 10**30])
def test_a_page_that_is_not_there_is_the_first(page: int) -> None:
    LiveArticleFactory(title="Why do cats knead?")

    assert search("knead", page=page).page == 1
