"""A page gives one date at its top, and its copies for machines give the same."""

import re
from datetime import UTC, date, datetime

import frontmatter
import pytest
from django.test import Client

from articles.models import Edition
from articles.publishing import Release, publish, sign
from tests.articles.machines.schema_vocabulary import nodes_in, of_type
from tests.factories import DraftArticleFactory, VetFactory

pytestmark = pytest.mark.django_db

# The first of July where the site is, and still June in Greenwich.
MIDNIGHT = datetime(2024, 6, 30, 23, tzinfo=UTC)
DATE = re.compile(r'<time datetime="([\d-]+)">')


@pytest.fixture
def page(client: Client) -> str:
    """An article that is older than this site, as an import brings it."""
    publish(DraftArticleFactory(slug="wag"), by=None, release=Release(updated_at=MIDNIGHT))
    return client.get("/articles/wag/").content.decode()


def test_a_page_names_no_day_but_the_one_of_its_last_change(page: str) -> None:
    assert set(DATE.findall(page)) == {"2024-07-01"}
    assert re.search(r"<dt>Updated</dt>\s*<dd><time datetime=\"2024-07-01\">1 July 2024<", page)


def test_copies_for_machines_give_the_same_day(page: str, client: Client) -> None:
    said = of_type(nodes_in(page), "Article")
    assert said["dateModified"] == "2024-07-01T00:00:00+01:00"
    assert said["datePublished"] == "2024-07-01"
    assert frontmatter.loads(client.get("/articles/wag.md").content.decode())["updated"] == "2024-07-01"
    assert "<updated>2024-07-01T00:00:00+01:00</updated>" in client.get("/feed/").content.decode()


def test_a_page_that_nobody_checked_speaks_of_no_check(page: str) -> None:
    assert "Last checked" not in page
    assert "Checked by" not in page


def test_a_page_that_a_vet_checked_gives_that_day_at_its_top(client: Client) -> None:
    article = DraftArticleFactory(slug="wag")
    sign(article, by=VetFactory(), review_due_on=date(2031, 1, 1))
    publish(article, by=None)
    signature = Edition.objects.get().signature or {}
    Edition.objects.update(signature={**signature, "signed_on": "2026-02-03"})

    head = client.get("/articles/wag/").content.decode().partition('class="byline"')[2].partition("</dl>")[0]

    assert DATE.findall(head) == ["2026-02-03"]
    assert "<dt>Last checked</dt>" in head
    assert "<dt>Updated</dt>" not in head
