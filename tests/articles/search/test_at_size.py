"""The search among many pages: what it reads stays bounded, and what it counts stays true."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.corpus import COMMON, NOTICE, SECOND, grow, rare
from articles.corpus.language import TEXTS_EACH
from articles.models import Article, Edition, SearchEntry, Species, Word
from articles.search import search
from articles.search.candidates import MOST, MOST_COUNTED, candidates
from articles.search.vocabulary import words_changed

# Making the library takes some seconds.
pytestmark = pytest.mark.slow

ARTICLES = 1100
FEW = 30
# Of the whole page, its frame and menus included.
MOST_QUERIES = 13
# All texts have it.
EVERYWHERE = "synthetic"


@pytest.fixture(scope="module")
def _corpus(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        grow(ARTICLES)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE articles_searchentry, articles_edition")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def corpus(_corpus: None, db: None) -> None:
    """A synthetic library, whole again for each test."""


def having(word: str, **conditions: Any) -> int:
    return SearchEntry.objects.filter(words=word, **conditions).count()


def queries_of(address: str, client: Client) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


# --- what is read


@pytest.mark.parametrize(
    ("queries", "chosen"),
    [
        (["'synthet'"], {}),
        ([f"'{COMMON}'"], {}),
        ([f"'{COMMON}'", f"'{SECOND}'", "'measur'", "'text'", "'nobodi'"], {}),
        ([f"'{COMMON}'"], {"kind": "breed", "urgency": "watch"}),
        (["'nobodi'"], {}),
    ],
)
def test_the_indexes_find_the_pages_however_many_have_the_words(
    corpus: None, queries: list[str], chosen: dict[str, str]
) -> None:
    with CaptureQueriesContext(connection) as captured:
        candidates(queries, chosen=chosen)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {captured[0]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    # No row is read to see whether it has the words.
    assert not re.search("Filter: .*@@", plan)
    assert "Bitmap Index Scan on search_entry_by_words" in plan
    assert "Bitmap Index Scan on search_entry_by_title_words" in plan


def test_no_more_pages_are_ranked_than_a_fixed_number(corpus: None) -> None:
    found = candidates(["'synthet'", f"'{COMMON}'"])

    assert len(found.pages) == MOST < having("synthetic")


def test_pages_that_have_all_words_are_ranked_before_others(corpus: None) -> None:
    found = candidates([f"'{SECOND}'", f"'{COMMON}'", "'synthet'"])

    both = SearchEntry.objects.filter(words=COMMON).filter(words=SECOND).values_list("pk", flat=True)
    assert 0 < len(both) < MOST
    assert set(both) <= {page.edition_pk for page in found.pages}


def test_pages_about_the_animal_that_is_named_are_ranked_before_others(corpus: None) -> None:
    quamps = Species.objects.get(slug="synthetic-quamps")
    about_it = set(Edition.objects.about(quamps).values_list("pk", flat=True))

    found = candidates(["'synthet'"], species=[quamps.pk])

    assert 0 < len(about_it) < MOST
    # All but those that better titles of other animals' pages took the places of.
    assert len(about_it & {page.edition_pk for page in found.pages}) > 0.9 * len(about_it)


@pytest.mark.parametrize("words", [COMMON, f"{COMMON} {SECOND} {EVERYWHERE}", rare(1), "nobodysaysthis"])
def test_a_large_library_takes_no_more_queries_than_a_small_one(
    corpus: None, words: str, client: Client
) -> None:
    large = queries_of(f"/search/?q={words}", client)
    few = SearchEntry.objects.order_by("pk").values("pk")[:FEW]
    SearchEntry.objects.exclude(pk__in=list(few.values_list("pk", flat=True))).delete()
    words_changed()

    assert queries_of(f"/search/?q={words}", client) == large <= MOST_QUERIES


def test_a_filter_costs_one_query_more_at_most(corpus: None, client: Client) -> None:
    without = queries_of(f"/search/?q={EVERYWHERE}", client)

    assert queries_of(f"/search/?q={EVERYWHERE}&kind=breed", client) <= without + 1


# --- what is counted


def test_beyond_a_thousand_it_only_says_so(corpus: None, client: Client) -> None:
    found = search(EVERYWHERE)

    assert found.is_capped
    assert found.count_in_words == "more than 1,000 results"
    assert "More than 1,000 results" in client.get(f"/search/?q={EVERYWHERE}").content.decode()


def test_up_to_a_thousand_it_counts_also_what_it_did_not_rank(corpus: None) -> None:
    found = search(COMMON)

    assert MOST < having(COMMON) <= MOST_COUNTED
    assert (found.total, found.is_capped) == (having(COMMON), False)


def test_with_a_filter_it_counts_what_fits(corpus: None) -> None:
    breeds = search(EVERYWHERE, {"kind": "breed"})
    harmless = search(COMMON, {"urgency": "no-worry"})

    assert breeds.total == having(EVERYWHERE, edition__kind="breed")
    assert harmless.total == having(COMMON, edition__urgency="no-worry")
    assert {edition.urgency for edition in harmless.editions} == {"no-worry"}


def test_filters_say_that_more_may_be_there_than_were_ranked(corpus: None) -> None:
    counts = [choice for one in search(EVERYWHERE).filters for choice in one.choices if choice.count]

    assert counts
    assert all(choice.count_in_words.endswith("+") for choice in counts)


def test_filters_of_few_pages_say_how_many_there_are(corpus: None) -> None:
    counts = [choice for one in search(rare(1)).filters for choice in one.choices]

    assert counts
    assert not any(choice.count_in_words.endswith("+") for choice in counts)


def test_all_pages_of_a_rare_word_are_found(corpus: None) -> None:
    found = search(rare(7))

    assert found.correction is None
    assert found.total == TEXTS_EACH


def test_the_last_page_is_there_and_no_other_after_it(corpus: None) -> None:
    last = search(EVERYWHERE).pages[-1]

    assert search(EVERYWHERE, page=last).page == last
    assert len(search(EVERYWHERE, page=last).hits) == len(search(EVERYWHERE).hits)
    assert search(EVERYWHERE, page=last + 1).page == 1


# --- who sees it


def test_what_ended_or_is_to_come_is_not_found_though_its_words_are_kept(corpus: None) -> None:
    now = timezone.now()
    editions = list(Edition.objects.filter(search_entry__words=rare(3)).order_by("pk"))
    Edition.objects.filter(pk=editions[0].pk).update(live_until=now - timedelta(hours=1))
    Edition.objects.filter(pk=editions[1].pk).update(live_from=now + timedelta(hours=1))

    assert {edition.pk for edition in search(rare(3)).editions} == {one.pk for one in editions[2:]}


# --- the corpus


def test_every_synthetic_article_says_what_it_is(corpus: None, client: Client) -> None:
    assert Edition.objects.filter(standfirst__contains=NOTICE, body_html__contains=NOTICE).count() == ARTICLES
    assert NOTICE in client.get(Article.objects.earliest("pk").get_absolute_url()).content.decode()


def test_common_words_are_as_common_as_they_are_said_to_be(corpus: None) -> None:
    assert 0.27 < having(COMMON) / ARTICLES < 0.33
    assert 0.17 < having(SECOND) / ARTICLES < 0.23
    assert Word.objects.get(word=COMMON).pages == having(COMMON)
