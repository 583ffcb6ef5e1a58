"""The list of articles: what its filters and its search find, in pages that stay quick."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin import paginator
from articles.link_checks.broken import articles_with_broken_references
from articles.listings.prefix_search import having_words
from articles.models import Article, Edition, ExternalLink, Reference, SignOff
from articles.models.article import Stage
from articles.models.words import ARTICLE_WORDS
from articles.publishing import Release, publish, worklists
from tests.articles.admin.states_of_articles import DAY, one_of_each
from tests.factories import (
    AuthorFactory,
    CategoryFactory,
    ContributorFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    SpeciesFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
ALL = {
    *("writing", "in review", "sent back", "approved", "unsigned", "signed"),
    *("overdue", "scheduled", "withdrawn", "broken"),
}


def titles(client: Client, query: str = "") -> list[str]:
    """Of the rows, in their order."""
    html = client.get(LIST + query).content.decode()
    return re.findall(r'class="field-title[^>]*><a href=[^>]*>(.*?)</a>', html)


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def plan_of(rows: QuerySet) -> str:
    """How Postgres means to find as many of the rows as are counted."""
    return str(rows.order_by().values("pk")[:1001].explain()) if not rows.query.is_sliced else rows.explain()


# Filters


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ALL),
        ("?stage__exact=in-review", {"in review"}),
        ("?stage__exact=sent-back", {"sent back"}),
        ("?stage__exact=approved", {"approved"}),
        ("?vet=waiting", {"in review", "approved"}),
        ("?vet=live-unsigned", {"unsigned"}),
        ("?vet=unsigned", ALL - {"signed", "overdue"}),
        ("?vet=overdue", {"overdue"}),
        ("?readers=live", {"unsigned", "signed", "overdue"}),
        ("?readers=scheduled", {"scheduled"}),
        ("?readers=withdrawn", {"withdrawn"}),
        ("?readers=never", {"writing", "in review", "sent back", "approved", "broken"}),
        ("?references=broken", {"broken"}),
        ("?vet=live-unsigned&readers=live", {"unsigned"}),
        ("?vet=live-unsigned&readers=withdrawn", set()),
        ("?vet=nonsense", set()),
    ],
)
def test_each_filter_finds_the_articles_of_its_state(
    query: str, expected: set[str], editor_client: Client
) -> None:
    one_of_each(VetFactory())

    assert set(titles(editor_client, query)) == expected


def test_an_edit_of_a_signed_article_unsigns_its_working_copy_and_not_what_is_live(
    editor_client: Client,
) -> None:
    signed = one_of_each(VetFactory())["signed"]
    Article.objects.filter(pk=signed.pk).update(digest="another text")

    assert "signed" in titles(editor_client, "?vet=unsigned")
    assert "signed" not in titles(editor_client, "?vet=live-unsigned")


def test_a_live_article_whose_next_edition_is_scheduled_is_both(editor_client: Client) -> None:
    article = LiveArticleFactory(title="both")
    publish(article, by=None, release=Release(at=article.editions.get().live_from + DAY))

    for query in ("?readers=live", "?readers=scheduled", "?vet=live-unsigned"):
        assert titles(editor_client, query) == ["both"]
    assert titles(editor_client, "?readers=withdrawn") == []


def test_mine_are_those_i_own(editor: User, editor_client: Client) -> None:
    DraftArticleFactory(title="mine", owner=editor)
    DraftArticleFactory(title="another's", owner=AuthorFactory())
    DraftArticleFactory(title="nobody's")

    assert titles(editor_client, "?owner=me") == ["mine"]


def test_an_article_about_two_species_is_listed_once_for_each(editor_client: Client) -> None:
    dogs, cats, rabbits = (SpeciesFactory(slug=slug) for slug in ("dogs", "cats", "rabbits"))
    DraftArticleFactory(title="two", species=[dogs, cats])
    DraftArticleFactory(title="one", species=[rabbits])

    assert titles(editor_client, "?species=dogs") == ["two"]
    assert titles(editor_client, "?species=cats") == ["two"]
    assert titles(editor_client, "?species=rabbits") == ["one"]


def test_filters_show_an_author_nothing_of_others() -> None:
    author = AuthorFactory()
    one_of_each(VetFactory())
    DraftArticleFactory(title="own", owner=author)
    client = Client()
    client.force_login(author)

    assert titles(client) == ["own"]
    for query in ("?vet=unsigned", "?readers=never", "?q=own", "?q=review"):
        assert set(titles(client, query)) <= {"own"}


# Search


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("scratch", True),
        ("SCRATCH", True),
        ("scra", True),
        ("kick legs", True),
        ("leg kic", True),
        ("atch", False),
        ("kick tails", False),
        ("hind", True),
        ("why-do-dogs-kick", True),
        ("/articles/why-do-dogs-kick/", False),
        ("why-do-dogs-kick/", True),
        ("dog's", True),
        ("reflex", True),
        ("cat", True),
        ("émile", True),
        ("' OR 1=1", False),
        ("a:* & b | !c <-> (", False),
        ("%", False),
        ("...", False),
        ("\\", False),
        ("kick " * 200, True),
    ],
)
def test_a_search_takes_every_word_for_the_beginning_of_one(
    typed: str, found: bool, editor_client: Client
) -> None:
    DraftArticleFactory(
        title="Why do dogs kick when you scratch them?",
        slug="why-do-dogs-kick",
        answer="The dog's hind legs obey a reflex/cat-like habit, says Émile.",
    )
    DraftArticleFactory(title="Another", slug="another", answer="Nothing of the kind.")

    response = editor_client.get(LIST, {"q": typed})

    assert response.status_code == 200
    assert len(titles(editor_client, "?q=" + response.wsgi_request.GET.urlencode()[2:])) == int(found)


def test_a_search_says_how_many_it_found(editor_client: Client) -> None:
    DraftArticleFactory.create_batch(2, answer="A thump.")
    DraftArticleFactory()

    assert "2 found" in text_of(editor_client.get(LIST + "?q=thump"))


def test_the_search_of_the_fields_that_choose_an_article_is_the_same(editor_client: Client) -> None:
    article = DraftArticleFactory(title="Why do rabbits thump?")
    DraftArticleFactory(title="Another")
    field = {"app_label": "articles", "model_name": "redirect", "field_name": "article"}

    answer = editor_client.get("/admin/autocomplete/", field | {"term": "thum rabb"}).json()

    assert answer["results"] == [{"id": str(article.pk), "text": "Why do rabbits thump?"}]


# Pages


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows a page, counted to four, offered one page ahead."""
    monkeypatch.setattr(paginator, "CAP", 4)
    monkeypatch.setattr(paginator, "AHEAD", 1)
    monkeypatch.setattr("articles.admin.article.ArticleAdmin.list_per_page", 2)


@pytest.mark.usefixtures("short_pages")
def test_a_short_list_is_counted_to_its_end(editor_client: Client) -> None:
    for number in range(4):
        DraftArticleFactory(title=f"Number {number}")

    assert "1 2 4 articles" in text_of(editor_client.get(LIST))
    assert [titles(editor_client, f"?p={page}") for page in (1, 2)] == [
        ["Number 3", "Number 2"],
        ["Number 1", "Number 0"],
    ]
    assert len(titles(editor_client, "?all=")) == 4


@pytest.mark.usefixtures("short_pages")
def test_a_long_list_is_not_counted_to_its_end_and_can_be_gone_through_all_the_same(
    editor_client: Client,
) -> None:
    for number in range(9):
        DraftArticleFactory(title=f"Number {number}")

    assert "More than 4 articles" in text_of(editor_client.get(LIST))
    assert "More than 8 articles" in text_of(editor_client.get(LIST + "?p=3"))
    last = editor_client.get(LIST + "?p=5")
    assert "9 articles" in text_of(last)
    assert "More than" not in text_of(last)
    seen = [title for page in range(1, 6) for title in titles(editor_client, f"?p={page}")]
    assert seen == [f"Number {number}" for number in reversed(range(9))]


@pytest.mark.usefixtures("short_pages")
def test_a_search_ends_where_counting_does(editor_client: Client) -> None:
    DraftArticleFactory.create_batch(9, answer="A thump.")

    first, second = (editor_client.get(f"{LIST}?q=thump&p={page}") for page in (1, 2))
    beyond = editor_client.get(f"{LIST}?q=thump&p=3")

    assert "More than 4 found" in text_of(first)
    assert "add a word to find fewer" in text_of(first)
    assert second.status_code == 200
    assert beyond.status_code == 302


@pytest.mark.parametrize("page", ["0", "-1", "x", "99", "9" * 30, "9" * 5000, "٣"])
def test_a_page_that_is_not_there_is_no_error(page: str, editor_client: Client) -> None:
    DraftArticleFactory(title="here")

    assert titles(editor_client, f"?p={page}") in (["here"], [])
    assert editor_client.get(f"{LIST}?p={page}", follow=True).status_code == 200


@pytest.mark.parametrize(
    "query", ["", "?q=do", "?vet=unsigned", "?readers=never", "?species=dogs", "?references=broken"]
)
def test_the_list_costs_as_many_queries_for_forty_articles_as_for_ten(
    query: str, editor_client: Client
) -> None:
    dogs = SpeciesFactory(slug="dogs")
    counts: list[int] = []
    for _ in range(2):
        DraftArticleFactory.create_batch(10 if not counts else 30, species=[dogs])
        editor_client.get(LIST + query)
        with CaptureQueriesContext(connection) as captured:
            editor_client.get(LIST + query)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_the_list_reads_no_long_text(editor_client: Client) -> None:
    DraftArticleFactory()

    with CaptureQueriesContext(connection) as captured:
        editor_client.get(LIST)

    assert not [query["sql"] for query in captured if '"articles_article"."body"' in query["sql"]]


def test_the_list_offers_no_order_that_no_index_has(editor_client: Client) -> None:
    DraftArticleFactory()

    html = editor_client.get(LIST).content.decode()

    assert re.findall(r'class="sortable column-(\w+)', html) == ["changed_at"]


# Indexes


@pytest.fixture
def many(editor: User) -> None:
    """So many rows that reading all of them is not the quickest way to find a few."""
    category, author, now = CategoryFactory(), ContributorFactory(), timezone.now()
    articles = Article.objects.bulk_create(
        Article(slug=f"n{n}", title=f"Word{n}", body="x" * 400, category=category, author=author)
        for n in range(3000)
    )
    rows = {"number": 1, "kind": "article", "title": "T", "body": "x" * 400, "body_html": "x"}
    Edition.objects.bulk_create(
        Edition(article=article, category=category, urgency="watch", updated_at=now, live_from=now, **rows)
        for article in articles
    )
    signed = Edition.objects.filter(article__in=articles[10:])
    sign_off = SignOff.objects.create(
        article=articles[0], digest="d", vet=author, name="V", role="V", signed_at=now, review_due_on=now
    )
    signed.update(sign_off=sign_off, review_due_on=timezone.localdate() + DAY)
    references = {"authors": "A", "title": "T", "key": "k"}
    Reference.objects.bulk_create(
        Reference(article=article, doi=f"10.1000/{article.pk}", **references) for article in articles
    )
    _fail("https://doi.org/10.1000/1")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_article, articles_edition, comments_comment")


def _fail(url: str) -> None:
    now = timezone.now()
    ExternalLink.objects.create(url=url, outcome="gone", checked_at=now, failing_since=now)


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (lambda: Article.objects.filter(having_words(ARTICLE_WORDS, "word77")), "article_by_words"),
        (lambda: Article.objects.order_by("-changed_at", "-pk").values("pk")[:100], "article_by_change"),
        (lambda: worklists.at_stage(Stage.IN_REVIEW)(Article.objects.all()), "article_by_stage"),
        (lambda: worklists.scheduled(Article.objects.all()), "edition_by_time"),
        (lambda: worklists.review_overdue(Article.objects.all()), "edition_review"),
        (lambda: worklists.live_unsigned(Article.objects.all()), "articles_edition_sign_off_id"),
        (articles_with_broken_references, "reference_by_doi"),
        (
            lambda: Reference.objects.filter(doi="", url="https://x.example/").exclude(url=""),
            "reference_by_url",
        ),
    ],
    ids=["search", "order", "stage", "scheduled", "overdue", "unsigned", "DOI", "URL"],
)
def test_postgres_finds_the_rows_of_a_list_by_an_index(rows: Any, index: str) -> None:
    assert index in plan_of(rows())
