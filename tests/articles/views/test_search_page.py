"""The search page: a reader's words in, pages out, whatever is typed."""

import re

import pytest
from django.test import Client

from articles.models import SearchCount
from articles.models.article import Kind
from articles.search import Correction, Match
from tests.articles.views.search_pages import Links, Show, by_animal, hits, page_of
from tests.factories import DangerPhraseFactory, LiveArticleFactory

pytestmark = pytest.mark.django_db

MENDED = (("dog", False), ("kicking", True))

# --- results


def test_results_are_an_ordered_list_whose_first_links_lead_to_the_pages(client: Client) -> None:
    articles = [LiveArticleFactory(title="Why do cats knead?"), LiveArticleFactory(body="Some cats knead.")]

    page = page_of(client, q="knead")

    assert Links(page).results == [article.get_absolute_url() for article in articles]
    assert 'value="knead"' in page
    assert "2 results, best match first" in page
    assert "<title>knead: search | Scratchpost</title>" in page


def test_a_result_shows_marked_words_and_says_what_kind_of_page_it_is(client: Client) -> None:
    LiveArticleFactory(body="Cats start kneading as kittens.")
    LiveArticleFactory(kind=Kind.BREED, body="A breed that loves kneading.")

    page = page_of(client, q="knead")

    assert page.count("<mark>kneading</mark>") == 2
    assert re.search(r"Article, \d+ min read", page)
    assert re.search(r"Breed file, \d+ min read", page)


def test_a_page_found_by_its_title_alone_is_told_by_its_standfirst(client: Client) -> None:
    LiveArticleFactory(title="Why do cats knead?", body="Nobody is sure.", standfirst="Paws at work.")

    assert '<p class="card-summary">Paws at work.</p>' in page_of(client, q="knead")


def test_a_single_result_is_not_called_the_best_match(show: Show) -> None:
    assert "1 result." in show(match=Match.ALL, hits=hits(), total=1)


def test_a_number_too_large_to_count_is_given_in_words(show: Show) -> None:
    page = show(match=Match.ALL, hits=hits(), total=1000, is_capped=True)

    assert "More than 1,000 results, best match first" in page


@pytest.mark.parametrize(
    ("match", "said"),
    [
        (Match.ALL, ""),
        (Match.MOST, "The first results have most of your words, not all."),
        (Match.ANY, "The first results have only some of your words."),
    ],
)
def test_it_says_when_results_lack_some_of_the_words(show: Show, match: Match, said: str) -> None:
    page = show(match=match, hits=hits(), total=1)

    assert said in page
    assert ("of your words" in page) == bool(said)


def test_a_result_tells_its_page_which_question_led_there(client: Client) -> None:
    article = LiveArticleFactory(title="Why do cats knead?")

    page = client.get("/search/", {"q": "knead"}, headers={"user-agent": "Firefox"}).content.decode()

    [href] = Links(page).results
    path, _, key = href.partition("?")
    assert path == article.get_absolute_url()
    assert key.startswith(f"found={SearchCount.objects.get().pk}.1")


# --- the short answer


@pytest.mark.parametrize("is_sure", [True, False])
def test_only_a_sure_answer_stands_above_the_results(show: Show, is_sure: bool) -> None:
    page = show(match=Match.ALL, is_sure=is_sure, hits=hits(answer="It is the scratch reflex."), total=1)

    assert ("Short answer" in page) is ("data-short-answer" in page) is is_sure
    assert f'data-state="{"sure" if is_sure else "nearest"}"' in page
    assert ("The pages that come nearest" in page) is not is_sure


def test_the_short_answer_leads_to_the_whole_article_and_is_no_result(show: Show) -> None:
    found = hits(answer="It is the scratch reflex.")

    page = show(match=Match.ALL, is_sure=True, hits=found, total=1)

    edition = found[0].edition
    assert page.index("It is the scratch reflex.") < page.index("data-results")
    assert Links(page).by_words[f"Read the whole article: {edition.title}"] == edition.get_absolute_url()
    assert len(Links(page).results) == 1


def test_the_short_answer_stands_on_the_first_page_alone(show: Show) -> None:
    second = show(match=Match.ALL, is_sure=True, hits=hits(), total=30, page=2, pages=[1, 2])

    assert "Short answer" not in second


def test_nothing_calms_a_reader_whose_words_may_mean_danger(show: Show) -> None:
    DangerPhraseFactory(name="A fit", phrases="fit")

    answer = hits(answer="Usually normal sleep.")

    page = show(query="dog fit", match=Match.ALL, is_sure=True, hits=answer, total=1)

    assert "data-danger" in page
    assert "Short answer" not in page
    assert 'data-state="nearest"' in page
    assert "data-results" in page


# --- corrections


def test_a_corrected_question_offers_the_one_that_was_typed(show: Show) -> None:
    page = show(correction=Correction(MENDED, applied=True), match=Match.ALL, hits=hits(), total=1)

    assert "Showing results for <strong>dog <em>kicking</em></strong>" in page
    assert Links(page).by_words["“dog kiking”"] == "?q=dog+kiking&exact=1"
    assert 'value="dog kiking"' in page


def test_an_unsure_correction_only_asks(show: Show) -> None:
    page = show(correction=Correction(MENDED, applied=False), match=Match.ALL, hits=hits(), total=1)

    assert "Showing results for" not in page
    assert Links(page).by_words["dog kicking"] == "?q=dog+kicking"


def test_corrections_keep_the_chosen_filters(show: Show) -> None:
    chosen = {"filters": [by_animal("dogs")], "match": Match.ALL, "hits": hits(), "total": 1}

    applied = show(correction=Correction(MENDED, applied=True), **chosen)
    asked = show(correction=Correction(MENDED, applied=False), **chosen)

    assert Links(applied).by_words["“dog kiking”"] == "?q=dog+kiking&species=dogs&exact=1"
    assert Links(asked).by_words["dog kicking"] == "?q=dog+kicking&species=dogs"


def test_a_misspelling_is_corrected_and_can_be_searched_exactly(client: Client) -> None:
    LiveArticleFactory(title="Why do cats knead blankets?")

    mended = page_of(client, q="knaed blankits")
    exact = page_of(client, q="knaed blankits", exact="1")

    assert "Showing results for <strong><em>knead</em> <em>blankets</em></strong>" in mended
    assert "Nothing here answers “<bdi>knaed blankits</bdi>”" in exact
