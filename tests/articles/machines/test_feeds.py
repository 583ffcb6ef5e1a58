"""Atom feeds, as readers' programs read them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.machines.feed import NEWEST, with_addresses
from articles.models import Article, ArticlePicture
from articles.publishing import EditionSize, Release, addresses, publish
from tests.factories import (
    CategoryFactory,
    DraftArticleFactory,
    LoneArticleFactory,
    PictureFactory,
    ReferenceFactory,
    SpeciesFactory,
)

pytestmark = pytest.mark.django_db

ROOT = "http://testserver"
HOSTILE = "]]></title></entry><b>&amp; \x01\x0b\x1f\ufffe 🐕 \u2028"


def feed_of(client: Client, path: str = "/feed/") -> Any:
    """Read strictly: `bozo` is what feedparser says of a feed that is no well-formed XML."""
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.content, sanitize_html=False, resolve_relative_uris=False)
    assert feed.bozo is False
    assert feed.version == "atom10"
    return feed


def test_a_feed_holds_what_rfc_4287_asks_for(client: Client) -> None:
    LoneArticleFactory(slug="wag", title="Why do dogs wag?", answer="It depends.")

    feed = feed_of(client)

    assert feed.feed.title == "Scratchpost"
    assert feed.feed.id == f"{ROOT}/"
    assert feed.feed.updated_parsed
    assert {link.rel: link.href for link in feed.feed.links} == {
        "alternate": f"{ROOT}/",
        "self": f"{ROOT}/feed/",
    }
    (entry,) = feed.entries
    assert entry.title == "Why do dogs wag?"
    assert entry.link == f"{ROOT}/articles/wag/"
    assert entry.summary == "It depends."
    assert entry.author == "Scratchpost editors"
    assert entry.content[0].type == "text/html"
    assert entry.id.startswith("tag:testserver,2")


def test_an_entry_has_the_whole_text_and_says_who_checked_it(client: Client) -> None:
    article = DraftArticleFactory(body="## Why\n\nIt depends.[^a]\n", lead=PictureFactory())
    ReferenceFactory(article=article, key="a")
    publish(article, by=None)

    text = feed_of(client).entries[0].content[0].value

    assert "It depends." in text
    assert "No vet has signed this page yet." in text
    assert "<strong>In short:</strong> Because they can." in text


def test_every_address_in_an_entry_works_elsewhere(client: Client) -> None:
    LoneArticleFactory(slug="howl")
    PictureFactory(key="rug")
    article = DraftArticleFactory(
        slug="wag",
        body="## Why\n\nIt depends.[^a] [Howl](article:howl), [more](https://example.org/x)\n\n"
        '![](picture:rug)\n\nWrite `href="/x"` and href="/y".\n',
    )
    ReferenceFactory(article=article, key="a")
    publish(article, by=None)

    text = next(
        entry.content[0].value for entry in feed_of(client).entries if entry.link.endswith("/articles/wag/")
    )

    assert f'href="{ROOT}/articles/howl/"' in text
    assert f'href="{ROOT}/articles/wag/#ref-a"' in text
    assert 'href="https://example.org/x"' in text
    assert f'src="{ROOT}/media/pictures/' in text
    assert ", /media/" not in text
    # Words that only look like an address are left alone.
    assert '<code>href="/x"</code> and href="/y"' in text


def test_addresses_are_found_in_tags_only() -> None:
    html = '<p title="a > b" id="x"><a href="/a">href="/b"</a><img srcset="/c 1w, /d 2w"></p>'

    assert with_addresses(html, "https://kb", "https://kb/page") == (
        '<p title="a > b" id="x"><a href="https://kb/a">href="/b"</a>'
        '<img srcset="https://kb/c 1w, https://kb/d 2w"></p>'
    )


def test_explained_terms_are_plain_text_in_a_feed() -> None:
    html = '<p>In <button type="button" class="term" popovertarget="term-rem">REM sleep</button>.</p>'

    assert with_addresses(html, "", "") == "<p>In REM sleep.</p>"


def test_hostile_text_cannot_break_a_feed(client: Client) -> None:
    species = SpeciesFactory(slug="dogs", name=f"Dogs {HOSTILE}", description=HOSTILE)
    LoneArticleFactory(title=HOSTILE, answer=HOSTILE, standfirst=HOSTILE, species=[species])
    Article.objects.update(title=HOSTILE)

    for path in ("/feed/", "/species/dogs/feed/"):
        entry = feed_of(client, path).entries[0]
        assert "🐕" in entry.title
        assert "<b>" in entry.title
        assert "&lt;b&gt;" in entry.summary


def test_an_entry_stays_the_same_when_its_page_moves(client: Client) -> None:
    article = LoneArticleFactory(slug="wag")
    before = feed_of(client).entries[0]

    addresses.change_address(article, slug="wagging", by=None)

    after = feed_of(client).entries[0]
    assert after.link == f"{ROOT}/articles/wagging/"
    assert after.id == before.id


def test_only_what_changes_the_page_moves_the_date_of_its_entry(client: Client) -> None:
    article = LoneArticleFactory()
    before = feed_of(client).entries[0]

    publish(article, by=None, release=Release(size=EditionSize.SMALL))
    small = feed_of(client).entries[0]
    later = datetime(2099, 1, 2, tzinfo=UTC)
    publish(article, by=None, release=Release(updated_at=later))
    large = feed_of(client).entries[0]

    assert (small.updated, small.published) == (before.updated, before.published)
    assert large.updated.startswith("2099-01-02")
    assert large.published == before.published


def test_a_category_and_an_animal_have_feeds_of_their_own(client: Client) -> None:
    category, dogs = CategoryFactory(slug="facts"), SpeciesFactory(slug="dogs")
    LoneArticleFactory(slug="in-the-category", category=category)
    LoneArticleFactory(slug="about-dogs", species=[dogs])

    assert [entry.link for entry in feed_of(client, "/categories/facts/feed/").entries] == [
        f"{ROOT}/articles/in-the-category/"
    ]
    assert [entry.link for entry in feed_of(client, "/species/dogs/feed/").entries] == [
        f"{ROOT}/articles/about-dogs/"
    ]
    assert client.get("/species/newts/feed/").status_code == 404


def test_an_empty_feed_is_a_feed_and_stays_the_same(client: Client) -> None:
    first, second = client.get("/feed/").content, client.get("/feed/").content

    assert first == second
    assert feed_of(client).entries == []


def test_scheduled_pages_wait_for_their_time(client: Client) -> None:
    publish(DraftArticleFactory(), by=None, release=Release(at=timezone.now() + timedelta(days=1)))

    assert feed_of(client).entries == []


def test_the_newest_are_told_in_as_many_queries_as_one(client: Client) -> None:
    species = SpeciesFactory(slug="dogs")
    picture = PictureFactory()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            feed_of(client, "/species/dogs/feed/")
        assert '"articles_article"."body"' not in " ".join(query["sql"] for query in captured)
        return len(captured)

    LoneArticleFactory(species=[species], lead=picture)
    one = queries()
    LoneArticleFactory.create_batch(NEWEST + 2, species=[species], lead=picture)

    assert queries() == one
    assert len(feed_of(client, "/species/dogs/feed/").entries) == NEWEST
    assert ArticlePicture.objects.count() == NEWEST + 3
