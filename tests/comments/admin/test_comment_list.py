"""The moderators' list can be searched, and stays quick however many comments there are."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.admin import paginator
from articles.listings.prefix_search import having_words
from comments.models import COMMENT_WORDS, Comment, Status
from comments.models.queue import BY_GROUP, ORDERS, URGENT_FIRST
from tests.comments.admin.desk import LIST, listed
from tests.factories import ApprovedCommentFactory, HeldCommentFactory, LoneArticleFactory

pytestmark = pytest.mark.django_db


FOUND = [
    ("?q=whisk", ["Rowan"]),
    ("?q=row+whisk", ["Rowan"]),
    ("?q=isker", []),
    ("?q=kneading", ["Ash", "Sam"]),
    ("?q=sam", ["Sam"]),
    ("?q=...", []),
    ("?q=approved&status=all", ["Kim"]),
    ("?q=whiskers&status=approved", []),
]


def test_words_of_a_comment_its_writer_or_its_article_find_it(moderator_client: Client) -> None:
    kneading = LoneArticleFactory(title="Why is she kneading?", answer="Because.", slug="k")
    HeldCommentFactory(name="Rowan", text="About whiskers.", article=LoneArticleFactory())
    HeldCommentFactory(name="Ash", text="Mine too.", article=kneading)
    HeldCommentFactory(name="Sam", text="Not mine.", article=kneading)
    ApprovedCommentFactory(name="Kim", text="Approved.", article=LoneArticleFactory())

    for query, expected in FOUND:
        assert sorted(listed(moderator_client, query)) == expected, query


def test_a_long_list_is_not_counted_to_its_end(
    moderator_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paginator, "CAP", 2)
    monkeypatch.setattr(paginator, "AHEAD", 0)
    monkeypatch.setattr("comments.admin.CommentAdmin.list_per_page", 2)
    HeldCommentFactory.create_batch(5, article=LoneArticleFactory())

    html = moderator_client.get(LIST).content.decode()

    assert re.search(r"More than 2\s+comments", html)
    assert re.search(r"\s5\s+comments", moderator_client.get(LIST + "?p=3").content.decode())


def test_the_list_reads_no_articles_text(moderator_client: Client) -> None:
    HeldCommentFactory()

    with CaptureQueriesContext(connection) as captured:
        moderator_client.get(LIST)

    assert not [query["sql"] for query in captured if '"articles_article"."body"' in query["sql"]]


@pytest.fixture
def many() -> None:
    article = LoneArticleFactory()
    Comment.objects.bulk_create(
        Comment(
            article=article,
            name=f"Reader{n}",
            text=f"Word{n} " + "x" * 200,
            rating=n % 5 + 1,
            status={0: Status.HELD, 1: Status.SPAM}.get(n % 100, Status.APPROVED),
            score=n % 9,
            findings=[{"check": "flood" if n == 7 else "links", "points": n % 9, "words": f"Words {n}."}],
            submission=f"{n:064x}",
            token_hash=f"{n:064x}",
        )
        for n in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE comments_comment, articles_article")


@pytest.mark.usefixtures("many")
def test_postgres_finds_the_rows_of_a_list_by_an_index() -> None:
    comments = Comment.objects
    rated_lately = comments.approved().filter(
        rating__isnull=False, created_at__gt=datetime(2099, 1, 1, tzinfo=UTC)
    )
    wanted = {
        "comment_by_words": comments.filter(having_words(COMMENT_WORDS, "word77")).order_by(),
        "comment_by_findings": comments.filter(findings__contains=[{"check": "flood"}]).order_by(),
        "comment_rated": rated_lately.order_by().values("rating"),
    }

    wanted["comment_waiting_groups"] = comments.to_decide().order_by(*BY_GROUP)[:25]
    for order, fields in ORDERS.items():
        rows = comments.to_decide().order_by(URGENT_FIRST, *fields)
        wanted[f"comment_waiting_{order}"] = rows[:50]
        index = "time" if order in {"newest", "oldest"} else "score"
        wanted[f"comment_by_{index}"] = comments.order_by(*fields)[:50]
        wanted[f"comment_status_by_{index}"] = comments.filter(status="spam").order_by(*fields)[:50]

    with connection.cursor() as cursor:
        # Few rows wait here, and to sort them costs next to nothing.
        cursor.execute("SET LOCAL enable_sort = off")
    plans = {index: rows.explain() for index, rows in wanted.items()}

    assert {index: plan for index, plan in plans.items() if index not in plan} == {}


@pytest.mark.usefixtures("many")
def test_a_search_that_may_mean_an_article_too_uses_both_indexes() -> None:
    article = LoneArticleFactory()
    rows = Comment.objects.filter(having_words(COMMENT_WORDS, "word77") | Q(article__in=[article.pk]))

    with connection.cursor() as cursor:
        # In so small a table the planner's choice says little; a long list needs both indexes together.
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = rows.order_by().explain()

    assert "BitmapOr" in plan
    assert "comment_by_words" in plan
