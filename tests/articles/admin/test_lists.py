"""What the admin's lists show, and how often they ask the database."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models.article import Kind
from articles.publishing import Release, publish, withdraw
from tests.factories import (
    CategoryFactory,
    ContributorFactory,
    DraftArticleFactory,
    LoneArticleFactory,
    PictureFactory,
    SpeciesFactory,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
LIVE = ["Live,", "edition", "1"]
LIST, ADD = "/admin/articles/article/", "/admin/articles/article/add/"


def test_the_list_says_what_readers_see_of_each_article(editor_client: Client) -> None:
    DraftArticleFactory(title="One")
    LoneArticleFactory(title="Two")
    publish(DraftArticleFactory(title="Three"), by=None, release=Release(at=timezone.now() + HOUR))
    publish(LoneArticleFactory(title="Four"), by=None, release=Release(at=timezone.now() + HOUR))
    withdraw(LoneArticleFactory(title="Five"), by=None)

    html = editor_client.get(LIST).content.decode()

    rows = re.findall(
        r'class="row-title"><a[^>]*>(\w+)</a>.*?row-pills">(.*?)</span></span>', html, re.DOTALL
    )
    pills = {title: re.sub(r"<[^>]*>", " ", found).split() for title, found in rows}
    assert pills["One"] == ["Being", "written"]
    assert pills["Two"] == LIVE
    assert (pills["Three"][0], pills["Three"][-2:]) == ("Scheduled:", ["London", "time"])
    assert (pills["Four"][0], pills["Four"][-3:]) == ("Scheduled:", LIVE)
    assert pills["Five"] == ["Withdrawn"]


def queries_of(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    ("page", "make"),
    [
        (LIST, lambda: LoneArticleFactory(kind=Kind.BREED)),
        ("/admin/articles/picture/", lambda: PictureFactory(size=(8, 8))),
        ("/admin/articles/category/", CategoryFactory),
        ("/admin/articles/species/", SpeciesFactory),
        ("/admin/articles/contributor/", ContributorFactory),
    ],
    ids=["articles", "pictures", "categories", "species", "contributors"],
)
def test_a_list_asks_the_database_as_often_for_one_row_as_for_twenty(
    editor_client: Client, page: str, make: Callable[[], Any]
) -> None:
    make()
    few = queries_of(editor_client, page)
    for _ in range(20):
        make()

    assert queries_of(editor_client, page) == few
