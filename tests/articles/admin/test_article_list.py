"""The article list is shown in pages, and stays quick when there are many articles."""

import re

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin import paginator
from articles.link_checks.broken import articles_with_broken_references
from articles.listings.prefix_search import having_words
from articles.models import Article, Edition, ExternalLink, Reference, SignOff
from articles.models.admin_search import ARTICLE_WORDS
from articles.models.article import Stage
from articles.publishing import worklists
from tests.articles.admin.pages import text_of
from tests.articles.admin.states_of_articles import DAY
from tests.factories import (
    CategoryFactory,
    ContributorFactory,
    DraftArticleFactory,
    SpeciesFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def titles(client: Client, query: str = "") -> list[str]:
    """The titles in the list, in their order."""
    html = client.get(LIST + query).content.decode()
    return re.findall(r'class="row-title"><a href=[^>]*>(.*?)</a>', html)


def plan_of(rows: QuerySet) -> str:
    """How Postgres would find as many of the rows as are counted."""
    return str(rows.order_by().values("pk")[:1001].explain()) if not rows.query.is_sliced else rows.explain()


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

    assert "Page 1. 4 articles" in text_of(editor_client.get(LIST))
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
    assert "Add a word to find fewer" in text_of(first)
    assert second.status_code == 200
    assert beyond.status_code == 302


@pytest.mark.parametrize("page", ["0", "-1", "x", "99", "9" * 30, "9" * 5000, "٣"])
def test_a_page_that_is_not_there_is_no_error(page: str, editor_client: Client) -> None:
    DraftArticleFactory(title="here")

    assert titles(editor_client, f"?p={page}") in (["here"], [])
    assert editor_client.get(f"{LIST}?p={page}", follow=True).status_code == 200


def queries_of(client: Client, query: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(LIST + query)
    return len(captured)


def test_the_list_costs_as_many_queries_for_forty_articles_as_for_ten(editor_client: Client) -> None:
    lists = ("", "?q=do", "?vet=unsigned", "?readers=never", "?species=dogs", "?references=broken")
    dogs = SpeciesFactory(slug="dogs")
    DraftArticleFactory.create_batch(10, species=[dogs])
    editor_client.get(LIST)
    few = {query: queries_of(editor_client, query) for query in lists}
    DraftArticleFactory.create_batch(30, species=[dogs])

    assert {query: queries_of(editor_client, query) for query in lists} == few


def test_the_list_reads_no_long_text(editor_client: Client) -> None:
    DraftArticleFactory()

    with CaptureQueriesContext(connection) as captured:
        editor_client.get(LIST)

    assert not [query["sql"] for query in captured if '"articles_article"."body"' in query["sql"]]


def test_the_list_offers_both_orders_of_the_one_column_that_an_index_has(editor_client: Client) -> None:
    for title in ("First", "Second"):
        DraftArticleFactory(title=title)

    (address,) = re.findall(
        r'<a href="([^"]*)">Changed longest ago first</a>', editor_client.get(LIST).content.decode()
    )

    assert titles(editor_client) == ["Second", "First"]
    assert titles(editor_client, address) == ["First", "Second"]


# Indexes


@pytest.fixture
def many(editor: User) -> None:
    """So many rows that an index is quicker than reading all of them."""
    category, author, now = CategoryFactory(), ContributorFactory(), timezone.now()
    articles = Article.objects.bulk_create(
        Article(slug=f"n{n}", title=f"Word{n}", body="x" * 400, category=category, author=author)
        for n in range(3000)
    )
    rows = {"number": 1, "kind": "article", "title": "T", "body": "x" * 400, "body_html": "x"}
    times = dict.fromkeys(("updated_at", "reviewed_at", "live_from"), now)
    Edition.objects.bulk_create(
        Edition(article=article, category=category, urgency="watch", **times, **rows) for article in articles
    )
    signature = {
        "digest": "d",
        "vet": author,
        "name": "V",
        "role": "V",
        "signed_at": now,
        "review_due_on": now,
    }
    SignOff.objects.bulk_create(SignOff(article=article, **signature) for article in articles[10:])
    own = SignOff.objects.filter(article=OuterRef("article")).values("pk")
    Edition.objects.filter(article__in=articles[10:]).update(
        sign_off=Subquery(own), review_due_on=timezone.localdate() + DAY
    )
    references = {"authors": "A", "title": "T", "key": "k"}
    Reference.objects.bulk_create(
        Reference(article=article, doi=f"10.1000/{article.pk}", **references) for article in articles
    )
    _fail("https://doi.org/10.1000/1")
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE articles_article, articles_edition, articles_reference, articles_signoff,"
            " articles_externallink, comments_comment"
        )


def _fail(url: str) -> None:
    now = timezone.now()
    ExternalLink.objects.create(url=url, outcome="gone", checked_at=now, failing_since=now)


@pytest.mark.usefixtures("many")
def test_postgres_finds_the_rows_of_a_list_by_an_index() -> None:
    articles = Article.objects.all()
    wanted = {
        "article_by_words": articles.filter(having_words(ARTICLE_WORDS, "word77")),
        "article_by_change": articles.order_by("-changed_at", "-pk").values("pk")[:100],
        "article_by_stage": worklists.at_stage(Stage.IN_REVIEW)(articles),
        "edition_by_time": worklists.scheduled(articles),
        "edition_review": worklists.review_overdue(articles),
        "articles_edition_sign_off_id": worklists.live_unsigned(articles),
        "reference_by_doi": articles_with_broken_references(),
        "reference_by_url": Reference.objects.filter(doi="", url="https://x.example/").exclude(url=""),
    }

    plans = {index: plan_of(rows) for index, rows in wanted.items()}

    assert {index: plan for index, plan in plans.items() if index not in plan} == {}
