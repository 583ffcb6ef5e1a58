"""Lists of related pages stay in step with what is published."""

from datetime import timedelta
from io import StringIO
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Edition, RelatedPage
from articles.publishing import Release, call_off, publish, withdraw
from articles.related import refresh_all
from articles.related.keeping import LISTED, keep_related
from tests.articles.related.pages import about, listed, many_alike, shown
from tests.factories import (
    CategoryFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    SpeciesFactory,
    many_live_editions,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


# --- in step with publishing


def test_what_is_published_comes_into_the_lists_of_its_neighbours(same_subject: dict[str, Any]) -> None:
    old = LiveArticleFactory(**same_subject)
    assert listed(old) == []

    new = LiveArticleFactory(**same_subject)

    assert listed(old) == [new]


def test_what_was_withdrawn_leaves_all_lists_and_comes_back(same_subject: dict[str, Any]) -> None:
    article, other = LiveArticleFactory(**same_subject), LiveArticleFactory(**same_subject)

    withdraw(other, by=None)
    assert (listed(article), listed(other)) == ([], [])

    publish(other, by=None)
    assert (listed(article), listed(other)) == ([other], [article])


def test_a_scheduled_page_is_listed_at_once_and_seen_at_its_time(same_subject: dict[str, Any]) -> None:
    article, coming = LiveArticleFactory(**same_subject), DraftArticleFactory(**same_subject)

    edition = publish(coming, by=None, release=Release(at=timezone.now() + HOUR))

    assert listed(article) == [coming]
    assert shown(article) == []
    with time_machine.travel(edition.live_from, tick=False):
        assert shown(article) == [coming]


def test_what_was_called_off_leaves_all_lists(same_subject: dict[str, Any]) -> None:
    article, coming = LiveArticleFactory(**same_subject), DraftArticleFactory(**same_subject)
    publish(coming, by=None, release=Release(at=timezone.now() + HOUR))

    call_off(coming, by=None)

    assert listed(article) == []


def test_a_page_that_is_about_something_else_now_leaves_the_lists(
    same_subject: dict[str, Any], others: list[Article]
) -> None:
    first = about("Is it fleas?", "A flea comb finds fleas.", **same_subject)
    second = about("Fleas again", "A flea comb finds fleas.", **same_subject)
    assert listed(first)[0] == second

    second.title, second.body = "Feathers", "## What happens\n\nFeathers fluff.\n"
    second.category = CategoryFactory()
    second.species.set([SpeciesFactory()])
    second.save()
    publish(second, by=None)

    assert second not in listed(first)


def test_lists_stay_short_and_lose_their_last_to_a_nearer_page(same_subject: dict[str, Any]) -> None:
    article = LiveArticleFactory(title="The same", **same_subject)
    oldest, *_ = many_alike(article, LISTED)
    assert oldest in listed(article)

    newest = LiveArticleFactory(title="The same", **same_subject)

    assert len(listed(article)) == LISTED
    assert listed(article)[0] == newest
    assert oldest not in listed(article)


def test_a_list_that_lost_a_page_is_filled_up(same_subject: dict[str, Any]) -> None:
    article = LiveArticleFactory(title="The same", **same_subject)
    oldest, *_, newest = many_alike(article, LISTED + 1)
    assert oldest not in listed(article)

    withdraw(newest, by=None)

    assert len(listed(article)) == LISTED
    assert oldest in listed(article)


def test_publishing_takes_no_more_queries_on_a_larger_site(same_subject: dict[str, Any]) -> None:
    queries: list[int] = []
    for count in (30, 60):
        article = LiveArticleFactory(**same_subject)
        many_live_editions(article, count)
        refresh_all()
        with CaptureQueriesContext(connection) as asked:
            keep_related(article)
        queries.append(len(asked))

    assert queries[1] <= queries[0] <= 20


@pytest.mark.django_db(transaction=True)
def test_neighbours_published_at_once_wait_for_each_other() -> None:
    fields = {"category": CategoryFactory(), "species": [SpeciesFactory()]}
    first, second = (LiveArticleFactory(**fields) for _ in range(2))
    for article, other in ((first, second), (second, first)):
        article.body += f"\n[More](article:{other.slug})\n"
        article.save()
    together, failed = Barrier(2, timeout=20), []

    def act(article: Article) -> None:
        try:
            for _ in range(5):
                together.wait()
                publish(article, by=None)
        except Exception as error:
            failed.append(error)
            together.abort()
        finally:
            connection.close()

    threads = [Thread(target=act, args=[article]) for article in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert (listed(first), listed(second)) == ([second], [first])


# --- refreshing


def test_a_refresh_makes_the_same_lists_as_publishing(
    same_subject: dict[str, Any], others: list[Article]
) -> None:
    about("Is it fleas?", "A flea comb finds fleas.", **same_subject)
    rows = list(RelatedPage.objects.order_by("article_id", "position").values_list("article", "other"))
    RelatedPage.objects.all().delete()

    told = StringIO()
    call_command("refresh_related", stdout=told)

    again = list(RelatedPage.objects.order_by("article_id", "position").values_list("article", "other"))
    assert sorted(again) == sorted(rows)
    assert told.getvalue() == "Pages with their related pages worked out: 6\n"


def test_after_an_update_lists_are_worked_out_once(same_subject: dict[str, Any]) -> None:
    article, other = LiveArticleFactory(**same_subject), LiveArticleFactory(**same_subject)
    RelatedPage.objects.all().delete()
    told = StringIO()

    call_command("refresh_related", due=True, stdout=told)
    call_command("refresh_related", due=True, stdout=told)

    assert listed(article) == [other]
    assert told.getvalue().count("\n") == 1


def test_editions_that_ended_are_not_compared(same_subject: dict[str, Any]) -> None:
    article = LiveArticleFactory(**same_subject)
    publish(article, by=None)

    other = LiveArticleFactory(**same_subject)

    assert Edition.objects.filter(article=article).count() == 2
    assert listed(other) == [article]
