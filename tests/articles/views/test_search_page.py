"""The search page: a reader's words in, pages out, whatever is typed."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.test import Client
from django.utils.safestring import SafeString
from pytest_django import DjangoAssertNumQueries

from articles.listings.filtering import Choice, Filter
from articles.models import Edition, SearchCount
from articles.models.article import Kind
from articles.search import Correction, Hit, Match, Results
from articles.search.vocabulary import words_changed
from articles.urgency import Urgency
from tests.factories import DangerPhraseFactory, LiveArticleFactory, PoisonLineFactory, SpeciesFactory

pytestmark = pytest.mark.django_db

CARD = "This may be something that cannot wait"

Show = Callable[..., str]


class Links(HTMLParser):
    """Where the links of a page lead, by what they say; and the first link of each result."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.by_words: dict[str, str] = {}
        self.current: list[str] = []
        self.results: list[str] = []
        self._href: str | None = None
        self._words: list[str] = []
        self._list_depth = 0
        self._awaits_link = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "ol":
            self._list_depth = 1 if "data-results" in values else 0
        if tag == "li" and self._list_depth:
            self._awaits_link = True
        if tag == "a":
            self._href, self._words = values.get("href") or "", []
            if values.get("aria-current") == "true":
                self.current.append(self._href)
            if self._awaits_link:
                self.results.append(self._href)
                self._awaits_link = False

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._href is not None:
            self.by_words[" ".join("".join(self._words).split())] = self._href
            self._href = None
        if tag == "ol":
            self._list_depth = 0

    def handle_data(self, data: str) -> None:
        self._words.append(data)


def page_of(client: Client, **asked: str) -> str:
    response = client.get("/search/", asked)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def show(client: Client, monkeypatch: pytest.MonkeyPatch) -> Show:
    """The page of results as they are given, so that each state can be looked at alone."""

    def of(asked: dict[str, str] | None = None, **results: Any) -> str:
        given = Results(**{"query": "dog kiking", "words": "dog kicking", **results})
        monkeypatch.setattr("articles.search.search", lambda *args, **options: given)
        return page_of(client, **{"q": given.query, **(asked or {})})

    return of


def hits(answer: str = "Nobody is sure.") -> list[Hit]:
    LiveArticleFactory(answer=answer)
    return [Hit(Edition.objects.for_lists().get(), SafeString(""), 1)]


def by_animal(current: str = "") -> Filter:
    whole = Choice("All", "", "q=dog+kiking", 2, not current)
    dogs = Choice("Dogs", "dogs", "q=dog+kiking&species=dogs", 1, current == "dogs")
    return Filter("By animal", [whole, dogs])


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


def test_more_than_can_be_counted_is_said_in_words(show: Show) -> None:
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
def test_it_says_when_words_are_missing(show: Show, match: Match, said: str) -> None:
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


@pytest.mark.parametrize("match", Match)
def test_only_a_good_match_is_answered_above_the_results(show: Show, match: Match) -> None:
    page = show(match=match, hits=hits(answer="It is the scratch reflex."), total=1)

    assert ("Short answer" in page) == (match in {Match.ALL, Match.MOST})


def test_the_short_answer_leads_to_the_whole_article_and_is_no_result(show: Show) -> None:
    found = hits(answer="It is the scratch reflex.")

    page = show(match=Match.ALL, hits=found, total=1)

    edition = found[0].edition
    assert page.index("It is the scratch reflex.") < page.index("data-results")
    assert Links(page).by_words[f"Read the whole article: {edition.title}"] == edition.get_absolute_url()
    assert len(Links(page).results) == 1


def test_the_short_answer_stands_on_the_first_page_alone(show: Show) -> None:
    assert "Short answer" not in show(match=Match.ALL, hits=hits(), total=30, page=2, pages=[1, 2])


def test_nothing_calms_a_reader_whose_words_may_mean_danger(show: Show) -> None:
    DangerPhraseFactory(name="A fit", phrases="fit")

    page = show(query="dog fit", match=Match.ALL, hits=hits(answer="Usually normal sleep."), total=1)

    assert "Short answer" not in page
    assert "data-results" in page


# --- corrections


def test_a_mended_question_offers_the_one_that_was_typed(show: Show) -> None:
    page = show(correction=Correction(MENDED, applied=True), match=Match.ALL, hits=hits(), total=1)

    assert "Showing results for <strong>dog <em>kicking</em></strong>" in page
    assert Links(page).by_words["“dog kiking”"] == "?q=dog+kiking&exact=1"
    assert 'value="dog kiking"' in page


def test_an_unsure_correction_only_asks(show: Show) -> None:
    page = show(correction=Correction(MENDED, applied=False), match=Match.ALL, hits=hits(), total=1)

    assert "Showing results for" not in page
    assert Links(page).by_words["dog kicking"] == "?q=dog+kicking"


def test_corrections_keep_what_is_chosen(show: Show) -> None:
    chosen = {"filters": [by_animal("dogs")], "match": Match.ALL, "hits": hits(), "total": 1}

    applied = show(correction=Correction(MENDED, applied=True), **chosen)
    asked = show(correction=Correction(MENDED, applied=False), **chosen)

    assert Links(applied).by_words["“dog kiking”"] == "?q=dog+kiking&species=dogs&exact=1"
    assert Links(asked).by_words["dog kicking"] == "?q=dog+kicking&species=dogs"


def test_a_misspelling_is_mended_and_can_be_had_exactly(client: Client) -> None:
    LiveArticleFactory(title="Why do cats knead blankets?")

    mended = page_of(client, q="knaed blankits")
    exact = page_of(client, q="knaed blankits", exact="1")

    assert "Showing results for <strong><em>knead</em> <em>blankets</em></strong>" in mended
    assert "Nothing found for “knaed blankits”" in exact


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


def test_filters_leave_words_exact_that_were_wanted_exactly(show: Show) -> None:
    page = show({"exact": "1"}, filters=[by_animal("dogs")], match=Match.ALL, hits=hits(), total=1)

    links = Links(page)
    assert links.by_words["All 2"] == "?q=dog+kiking&exact=1"
    assert links.by_words["Clear what is chosen, and show everything found"] == "?q=dog+kiking&exact=1"


def test_a_filter_that_leaves_nothing_says_so_with_a_way_back(show: Show) -> None:
    page = show(filters=[by_animal("dogs")], match=Match.ALL)

    assert "Nothing found for this fits “Dogs”" in page
    assert Links(page).by_words["Show everything found"] == "?q=dog+kiking"
    assert "data-results" not in page


def test_what_nobody_offers_is_as_if_it_was_not_asked_for(client: Client) -> None:
    LiveArticleFactory(title="Sleep")

    page = page_of(client, q="sleep", species="dragons", kind="x", urgency="<b>", exact="yes", page="two")

    assert len(Links(page).results) == 1
    assert "dragons" not in page


# --- pages


def test_pages_lead_on_and_back_with_what_is_chosen(show: Show) -> None:
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


def test_a_second_page_goes_on_counting_and_is_no_page_of_its_own_for_machines(client: Client) -> None:
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


# --- danger


def test_words_that_may_mean_danger_show_whom_to_phone_above_the_results(client: Client) -> None:
    DangerPhraseFactory(name="A fit", phrases="seizure*")
    PoisonLineFactory(number="+44 1234 567890")
    LiveArticleFactory(title="Why does my dog have a seizure?")

    page = page_of(client, q="my dog has a seizure")

    assert page.index(CARD) < page.index("data-results")
    assert "A fit" in page
    assert 'href="tel:+441234567890"' in page


@pytest.mark.parametrize("applied", [True, False])
def test_danger_that_was_misspelt_is_danger_all_the_same(show: Show, applied: bool) -> None:
    DangerPhraseFactory(name="A fit", phrases="seizure*")

    page = show(query="siezure", correction=Correction((("seizure", True),), applied=applied))

    assert page.count(CARD) == 1
    assert page.index(CARD) < page.index("search-correction")


def test_a_danger_for_some_animals_is_told_when_the_question_names_them(client: Client) -> None:
    cats = SpeciesFactory(name="Cats", singular="cat")
    DangerPhraseFactory(name="Lilies", phrases="lily/lilies", species=cats)

    assert CARD in page_of(client, q="cat chewed a lily")
    assert CARD not in page_of(client, q="is a lily pretty")


# --- nothing


def test_a_question_far_from_everything_is_told_so_before_the_nearest_pages(show: Show) -> None:
    SpeciesFactory(name="Cats", slug="cats")

    page = show(match=Match.FAR, hits=hits(), total=1)

    assert "Nothing here answers “dog kiking”" in page
    assert page.index("Or look through all articles, A to Z") < page.index("The closest results")
    assert page.index("The closest results") < page.index("data-results")
    assert page.count('href="/species/cats/"') > page.split("<main")[0].count('href="/species/cats/"')


def test_nothing_found_is_said_with_ways_on(client: Client) -> None:
    page = page_of(client, q="zebra")

    assert "Nothing found for “zebra”" in page
    assert "data-results" not in page
    assert Links(page).by_words["Or look through all articles, A to Z"] == "/articles/"


@pytest.mark.parametrize("asked", [{}, {"q": ""}, {"q": "  \0 "}, {"species": "dogs", "page": "3"}])
def test_who_asks_nothing_is_told_how_to_ask(client: Client, asked: dict[str, str]) -> None:
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
def test_every_page_has_a_box(client: Client, path: str) -> None:
    page = client.get(path).content.decode()

    assert 'action="/search/"' in page.split("<main")[0]
    assert 'role="search"' in page.split("<main")[0]
    assert 'name="q"' in page.split("<main")[0]


@pytest.mark.parametrize("path", ["/", "/search/"])
def test_a_page_with_a_box_of_its_own_has_no_second_one(client: Client, path: str) -> None:
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


@pytest.mark.parametrize("key", ["q", "exact", "page", "species", "kind", "urgency", "found", "nobody"])
@pytest.mark.parametrize("value", NASTY)
def test_whatever_is_typed_gets_a_page(client: Client, key: str, value: str) -> None:
    LiveArticleFactory(title="Why do cats knead?")

    response = client.get("/search/", {"q": "knead", key: value})

    page = response.content.decode()
    assert response.status_code == 200
    assert not re.search(r"<script>|<img src=x|\x00", page)
    assert len(page) < 100_000
    if key != "q":
        assert len(Links(page).results) == 1


@pytest.mark.parametrize("page", ["-1", "0", "2", "7", str(10**30), "abc", "", "1.5"])
def test_a_page_that_is_not_there_is_the_first(client: Client, page: str) -> None:
    LiveArticleFactory(title="Why do cats knead?")

    assert "1 result" in page_of(client, q="knead", page=page)


@pytest.mark.parametrize(
    "address",
    [
        "q=%ED%A0%80knead",
        "q=%FF%FE%80knead",
        "q=knead&q=cats&page=1&page=x&species=&species=cats",
        "q=knead&&&=&=x&q",
        "q[]=knead&q=knead",
        "q=knead;page=2",
        "q=" + "%F0%9F%90%B6" * 900,
        "%00=%00&q=knead%00",
    ],
)
def test_whatever_stands_in_the_address_gets_a_page(client: Client, address: str) -> None:
    LiveArticleFactory(title="Why do cats knead?")

    assert client.get(f"/search/?{address}").status_code == 200


def test_what_was_typed_is_kept(client: Client) -> None:
    page = page_of(client, q='"cats" & <dogs>')

    assert 'value="&quot;cats&quot; &amp; &lt;dogs&gt;"' in page


def test_a_page_of_results_takes_a_fixed_number_of_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(22):
        species = [SpeciesFactory(name=f"Kind {number}", slug=f"kind-{number}")]
        LiveArticleFactory(title=f"Why do cats knead {number}?", species=species)
    words_changed()
    client.get("/search/", {"q": "warm"})

    with django_assert_max_num_queries(14):
        page = page_of(client, q="kneeding cats")

    assert len(Links(page).results) == 10
