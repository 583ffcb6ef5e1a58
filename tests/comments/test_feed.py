"""Atom feeds of comments, as readers' programs read them."""

from datetime import timedelta
from typing import Any

import feedparser
import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from articles.publishing import withdraw
from articles.publishing.addresses import change_address
from comments import moderation
from comments.feed import NEWEST
from comments.models import Comment, Status
from comments.rendering import text_html
from comments.writing.replying import reply_as_staff
from comments.writing.withdrawing import take_back
from tests.factories import ApprovedCommentFactory, HeldCommentFactory, LoneArticleFactory, PhotoFactory

pytestmark = pytest.mark.django_db

ROOT = "http://testserver"
SITE = "/comments/feed/"


@pytest.fixture
def article() -> Article:
    return LoneArticleFactory(slug="wag", title="Why do dogs wag?")


def feed_of(client: Client, path: str = SITE) -> Any:
    """Read strictly: `bozo` is what feedparser says of a feed that is no well-formed XML."""
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.content, sanitize_html=False, resolve_relative_uris=False)
    assert feed.bozo is False
    assert feed.version == "atom10"
    return feed


def said(article: Article, text: str, **fields: Any) -> Comment:
    comment: Comment = ApprovedCommentFactory(article=article, text=text, html=text_html(text), **fields)
    return comment


def texts(client: Client, path: str = SITE) -> list[str]:
    return [entry.content[0].value for entry in feed_of(client, path).entries]


def test_an_articles_feed_holds_what_rfc_4287_asks_for(client: Client, article: Article) -> None:
    comment = said(article, "Mine wags <b>left</b>. See https://example.org/x", name="Rowan")

    feed = feed_of(client, "/articles/wag/comments/feed/")

    assert feed.feed.title == "“Why do dogs wag?”: what readers say"
    assert {link.rel: link.href for link in feed.feed.links} == {
        "alternate": f"{ROOT}/articles/wag/#comments",
        "self": f"{ROOT}/articles/wag/comments/feed/",
    }
    assert feed.feed.id.startswith("tag:testserver,2")
    [entry] = feed.entries
    assert entry.title == "Rowan on “Why do dogs wag?”"
    assert entry.author == "Rowan"
    assert entry.link == f"{ROOT}/comments/{comment.pk}/"
    assert entry.id.endswith(f":comment/{comment.pk}")
    assert "&lt;b&gt;left&lt;/b&gt;" in entry.content[0].value
    assert 'rel="nofollow ugc noopener"' in entry.content[0].value
    assert client.get(entry.link.removeprefix(ROOT)).status_code == 302


def test_only_what_readers_see_is_in_a_feed(client: Client, article: Article, moderator: User) -> None:
    said(article, "Shown.")
    ApprovedCommentFactory(article=article, name="", text="", html="", rating=5)
    for status in (Status.HELD, Status.REJECTED, Status.SPAM):
        HeldCommentFactory(article=article, status=status, text=f"It is {status}.")
    hidden = HeldCommentFactory(article=article)
    said(article, "An answer to what is held.", parent=hidden, rating=None)
    removed = said(article, "Taken back.")
    said(article, "An answer that stays.", parent=removed, rating=None)
    take_back(removed)

    for path in (SITE, "/articles/wag/comments/feed/"):
        found = "".join(texts(client, path))
        assert "Shown." in found
        assert "An answer that stays." in found
        assert len(feed_of(client, path).entries) == 2


def test_a_page_that_readers_do_not_see_has_no_comments_in_the_feed(client: Client, article: Article) -> None:
    said(article, "Shown until then.")

    withdraw(article, by=None)

    assert texts(client) == []
    assert client.get("/articles/wag/comments/feed/").status_code == 404


def test_one_articles_feed_holds_no_others(client: Client, article: Article) -> None:
    said(article, "About wagging.")
    said(LoneArticleFactory(slug="howl"), "About howling.")

    assert ["wagging" in text for text in texts(client, "/articles/wag/comments/feed/")] == [True]
    assert len(texts(client)) == 2


def test_what_appeared_last_comes_first_however_long_it_waited(
    client: Client, article: Article, moderator: User
) -> None:
    late = HeldCommentFactory(article=article, name="Late")
    Comment.objects.update(created_at=timezone.now() - timedelta(days=9))
    early = HeldCommentFactory(article=article, name="Early")
    moderation.approve([early], by=moderator)
    moderation.approve([late], by=moderator)

    assert [entry.author for entry in feed_of(client).entries] == ["Late", "Early"]


def test_a_badge_is_told_where_no_reader_can_write_it(
    client: Client, article: Article, moderator: User
) -> None:
    comment = said(article, "Is this normal?", name="Anna, Vet")
    reply_as_staff(comment, "It is.", by=moderator)

    answer, question = feed_of(client).entries

    assert [tag.term for tag in answer.tags] == ["Moderator"]
    assert "Written with a login of Scratchpost: Moderator" in answer.content[0].value
    assert "answered on" in answer.title
    assert "tags" not in question
    assert "Written with a login" not in question.content[0].value


@pytest.mark.parametrize("is_blurred", [False, True])
def test_a_photo_is_linked_and_one_that_is_blurred_only_on_the_page(client: Client, is_blurred: bool) -> None:
    photo = PhotoFactory(comment__status=Status.APPROVED, alt_text='A "dog" on a rug', is_blurred=is_blurred)

    [text] = texts(client)

    assert "<img" not in text
    assert (f'href="{ROOT}{photo.largest_src}"' in text) is not is_blurred
    assert ("A &quot;dog&quot; on a rug" in text) is not is_blurred
    assert ("may be upsetting" in text) is is_blurred


def test_hostile_words_cannot_break_a_feed(client: Client) -> None:
    hostile = "]]></content></entry><b>&amp; \x01\x0b\x1f\ufffe 🐕 \u2028 \u202e"
    said(LoneArticleFactory(title=hostile), hostile, name=hostile[:40])

    [entry] = feed_of(client).entries

    assert "🐕" in entry.content[0].value
    assert "<b>" not in entry.content[0].value


def test_a_feed_is_kept_by_caches_and_asked_back(client: Client, article: Article) -> None:
    said(article, "Shown.")
    first = client.get(SITE)

    again = client.get(SITE, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert (again.status_code, again.content) == (304, b"")
    assert not first.cookies


def test_an_empty_feed_is_a_feed(client: Client, article: Article) -> None:
    assert feed_of(client).entries == []
    assert feed_of(client, "/articles/wag/comments/feed/").entries == []


def test_a_feed_moves_with_its_article(client: Client, article: Article) -> None:
    comment = said(article, "Shown.")
    before = feed_of(client, "/articles/wag/comments/feed/")

    change_address(article, slug="wagging", by=None)

    answer = client.get("/articles/wag/comments/feed/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/articles/wagging/comments/feed/")
    after = feed_of(client, answer.headers["Location"])
    assert after.feed.id == before.feed.id
    assert after.entries[0].id == before.entries[0].id
    assert after.entries[0].link.endswith(comment.permalink)


def test_programs_find_the_feed_in_the_article(client: Client, article: Article) -> None:
    assert (
        'title="Comments" href="/articles/wag/comments/feed/"'
        in client.get("/articles/wag/").content.decode()
    )


@pytest.mark.parametrize("path", [SITE, "/articles/wag/comments/feed/"])
def test_many_comments_cost_as_many_queries_as_one(client: Client, article: Article, path: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            feed_of(client, path)
        return len(captured)

    PhotoFactory(comment__article=article, comment__status=Status.APPROVED)
    one = queries()
    for color in ("red", "blue"):
        PhotoFactory(comment__article=article, comment__status=Status.APPROVED, color=color)
    ApprovedCommentFactory.create_batch(NEWEST, article=article)

    assert queries() == one
    assert len(feed_of(client, path).entries) == NEWEST
