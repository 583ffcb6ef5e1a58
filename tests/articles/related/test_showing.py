"""The related pages that a page shows to readers."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, RelatedPage
from articles.publishing import publish
from articles.related import choose, related_to
from tests.articles.related.pages import shown
from tests.factories import (
    DraftArticleFactory,
    LiveArticleFactory,
    live_edition,
    many_live_editions,
)

pytestmark = pytest.mark.django_db


def titles(html: str) -> tuple[list[str], list[str]]:
    """Return the titles under “Keep reading”, and those beside the text."""
    cards = html.partition('id="related"')[2]
    margin = html.partition('class="article-margin"')[2].partition("</aside>")[0]
    beside = margin.partition("You may also be interested in</p>")[2]
    return re.findall(r'card-title"><a [^>]*>([^<]+)<', cards), re.findall(r"<a [^>]*>([^<]+)<", beside)


def test_a_page_shows_three_to_keep_reading_and_the_next_three_beside_its_text(
    client: Client, same_subject: dict[str, Any]
) -> None:
    made = [LiveArticleFactory(title=f"The same {letter}", **same_subject) for letter in "abcdefgh"]

    html = client.get(made[0].get_absolute_url()).content.decode()

    assert titles(html) == (
        ["The same h", "The same g", "The same f"],
        ["The same e", "The same d", "The same c"],
    )


def test_what_a_card_in_the_text_shows_is_not_shown_again(
    client: Client, same_subject: dict[str, Any]
) -> None:
    near, other = (
        LiveArticleFactory(title="Near", **same_subject),
        LiveArticleFactory(title="Other", **same_subject),
    )
    article = DraftArticleFactory(body=f"## A\n\nText.\n\n::: also {near.slug}\n:::\n", **same_subject)
    choose(article, near, by=None)
    publish(article, by=None)

    html = client.get(article.get_absolute_url()).content.decode()

    assert titles(html) == (["Other"], [])
    assert html.count(f'href="{near.get_absolute_url()}"') == 1
    assert shown(article, live_edition(article).body_html) == [other]


def test_a_page_without_related_pages_has_neither_heading(client: Client) -> None:
    html = client.get(LiveArticleFactory().get_absolute_url()).content.decode()

    assert "Keep reading" not in html
    assert "You may also be interested in" not in html


def test_related_pages_cost_one_query_however_many(same_subject: dict[str, Any]) -> None:
    article = LiveArticleFactory(**same_subject)
    for _ in range(8):
        LiveArticleFactory(**same_subject)

    with CaptureQueriesContext(connection) as queries:
        related_to(article, "")

    assert len(queries) == 1


def test_the_query_of_a_page_reads_no_more_than_its_few_editions(same_subject: dict[str, Any]) -> None:
    """The plan begins with the rows of this article, so that it does not depend on the size of the site."""
    article = LiveArticleFactory(**same_subject)
    many_live_editions(article, 400)
    for other in Article.objects.exclude(pk=article.pk)[:6]:
        RelatedPage.objects.create(article=article, other=other, position=1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_edition, articles_relatedpage, articles_relatedchoice")
    with CaptureQueriesContext(connection) as queries:
        related_to(article, "")

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {queries[0]['sql']}")
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "Seq Scan on articles_edition" not in plan


def test_a_preview_shows_the_related_pages_of_its_page(
    same_subject: dict[str, Any], admin_client: Client
) -> None:
    article, other = DraftArticleFactory(**same_subject), LiveArticleFactory(title="Whiskers", **same_subject)
    hidden = DraftArticleFactory(title="A secret")
    for one in (hidden, other):
        choose(article, one, by=None)

    html = admin_client.get(f"/admin/articles/article/{article.pk}/preview/").content.decode()

    assert titles(html) == (["Whiskers"], [])
