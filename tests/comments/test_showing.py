"""Under an article stand its approved comments, newest first, and what all ratings come to."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.publishing import publish
from comments.models import Comment
from comments.moderation import approve, recount, reject
from tests.factories import ApprovedCommentFactory, HeldCommentFactory, LiveArticleFactory, PhotoFactory

pytestmark = pytest.mark.django_db

FIRST_DAY = datetime(2026, 1, 1, 12, tzinfo=UTC)


def page_of(article: Article, query: str = "") -> str:
    answer = Client().get(f"/articles/{article.slug}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def names_on(page: str) -> list[str]:
    return [unescape(name) for name in re.findall(r'<p class="comment-name">(.*?)</p>', page)]


def article_with(comments: int) -> Article:
    """Approved comments named after their day: the last is the newest."""
    article = LiveArticleFactory()
    for number in range(comments, 0, -1):
        comment = ApprovedCommentFactory(article=article, name=f"Day {number}")
        # Stored newest first, so that the order of the rows would be the wrong one.
        Comment.objects.filter(pk=comment.pk).update(created_at=FIRST_DAY + timedelta(days=number))
    recount(article)
    return article


def test_an_approved_comment_appears_with_all_that_is_public(moderator: User) -> None:
    comment = HeldCommentFactory(name="Zoë & Co", pet="two <beagles>", rating=3, email="zoe@private.example")
    Comment.objects.update(created_at=FIRST_DAY)

    approve([comment], by=moderator)

    page = page_of(comment.article)
    assert names_on(page) == ["Zoë & Co"]
    assert "Lives with two &lt;beagles&gt;" in page
    assert '<div class="comment-body"><p>Mine kicks with both legs at once.</p></div>' in page
    assert 'aria-label="3 out of 5 stars"' in page
    assert '<time datetime="2026-01-01">1 January 2026</time>' in page
    assert "1 comment<" in page
    assert "zoe@private.example" not in page


@pytest.mark.parametrize("status", ["held", "rejected"])
def test_what_is_not_approved_appears_nowhere(status: str) -> None:
    article = LiveArticleFactory()
    photo = PhotoFactory(
        comment__article=article,
        comment__status=status,
        comment__name="Secretive",
        comment__html="<p>Not for others.</p>",
        comment__pet="a hidden hare",
    )
    ApprovedCommentFactory(article=article)
    recount(article)

    paths = ["/", article.get_absolute_url(), article.category.get_absolute_url()]
    paths += [species.get_absolute_url() for species in article.species.all()]
    pages = "".join(Client().get(path).content.decode() for path in paths)

    assert "Rowan" in pages
    for hidden in ("Secretive", "Not for others", "hidden hare", photo.digest):
        assert hidden not in pages


def test_a_comment_that_is_rejected_later_goes_at_once(moderator: User) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)

    reject([comment], by=moderator)

    page = page_of(comment.article)
    assert names_on(page) == []
    assert "No comments yet." in page
    assert "No ratings yet." in page


def test_the_comments_of_another_article_stay_there(moderator: User) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)

    assert names_on(page_of(LiveArticleFactory())) == []


def test_comments_of_earlier_editions_stay(moderator: User) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)

    publish(comment.article, by=None)

    assert names_on(page_of(comment.article)) == ["Rowan"]


def test_the_newest_comes_first_and_twenty_make_a_page() -> None:
    article = article_with(23)

    first, second = page_of(article), page_of(article, "?page=2")

    assert names_on(first) == [f"Day {number}" for number in range(23, 3, -1)]
    assert names_on(second) == ["Day 3", "Day 2", "Day 1"]
    assert "23 comments" in first
    assert "23 comments" in second
    assert 'href="?page=2#comments"' in first
    assert 'href="?page=1#comments"' in second


def test_comments_of_one_moment_have_an_order_that_holds() -> None:
    article = article_with(25)
    Comment.objects.update(created_at=FIRST_DAY)

    shown = names_on(page_of(article)) + names_on(page_of(article, "?page=2"))

    assert len(set(shown)) == 25


def test_twenty_comments_need_no_second_page() -> None:
    page = page_of(article_with(20))

    assert len(names_on(page)) == 20
    assert 'aria-label="Pages"' not in page


@pytest.mark.parametrize(
    ("number", "newest"),
    [
        ("", "Day 21"),
        ("abc", "Day 21"),
        ("1.5", "Day 21"),
        ("1%00", "Day 21"),
        ("<script>", "Day 21"),
        ("9" * 5000, "Day 21"),
        ("2", "Day 1"),
        ("3", "Day 1"),
        ("999999999999999999999", "Day 1"),
        # Django's paginator takes what is too low for what is too high.
        ("0", "Day 1"),
        ("-1", "Day 1"),
    ],
)
def test_a_number_that_is_no_page_shows_one_that_is(number: str, newest: str) -> None:
    article = article_with(21)

    page = page_of(article, f"?page={number}")

    assert names_on(page)[0] == newest


def test_a_rating_alone_is_counted_and_not_listed(moderator: User) -> None:
    comment = HeldCommentFactory(name="", text="", html="", rating=5)

    approve([comment], by=moderator)

    page = page_of(comment.article)
    assert names_on(page) == []
    assert "No comments yet." in page
    assert "1 rating<" in page
    assert '5.0 <small class="rating-scale">of 5</small>' in page


def test_the_histogram_has_a_row_for_each_number_of_stars(moderator: User) -> None:
    article = LiveArticleFactory()
    for rating in (5, 5, 5, 4, 1, 1, 2, 5):
        HeldCommentFactory(article=article, rating=rating)
    approve(Comment.objects.all(), by=moderator)

    page = page_of(article)

    rows = re.findall(
        r"<span>(\d stars?)</span>.*?<rect x=\"(\d+)%\".*?histogram-count\">(\d+)<", page, re.DOTALL
    )
    assert rows == [
        ("5 stars", "50", "4"),
        ("4 stars", "12", "1"),
        ("3 stars", "0", "0"),
        ("2 stars", "12", "1"),
        ("1 star", "25", "2"),
    ]
    assert "8 ratings" in page
    assert '3.5 <small class="rating-scale">of 5</small>' in page


def test_a_comment_without_a_rating_is_listed_and_not_averaged(moderator: User) -> None:
    comment = HeldCommentFactory(rating=None)

    approve([comment], by=moderator)

    page = page_of(comment.article)
    assert names_on(page) == ["Rowan"]
    assert "No ratings yet." in page


def test_a_photo_is_shown_in_every_width_and_described(moderator: User) -> None:
    photo = PhotoFactory(comment__name='Zoë "Z"')
    approve([photo.comment], by=moderator)

    [figure] = re.findall(
        r'<figure class="comment-photo">.*?</figure>', page_of(photo.comment.article), re.DOTALL
    )

    for width in (320, 640, 800):
        assert f"/media/photos/{photo.digest[:2]}/{photo.digest}-{width}.webp {width}w" in figure
    assert 'width="800"' in figure
    assert 'height="600"' in figure
    assert 'alt="Photo from Zoë &quot;Z&quot;"' in figure
    assert 'loading="lazy"' in figure


def test_a_page_costs_as_many_queries_for_forty_comments_as_for_one() -> None:
    queries = []
    for number in (1, 40):
        article = LiveArticleFactory()
        for comment in ApprovedCommentFactory.create_batch(number, article=article):
            if comment.pk % 2:
                PhotoFactory(comment=comment)
        PhotoFactory(comment__article=article, comment__status="approved")
        recount(article)

        with CaptureQueriesContext(connection) as captured:
            page_of(article)
        queries.append(len(captured))

    assert queries[0] == queries[1]


def test_a_preview_shows_no_comments(moderator: User, editor_client: Client) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)

    answer = editor_client.get(f"/admin/articles/article/{comment.article.pk}/preview/")

    assert answer.status_code == 200
    assert "comment-name" not in answer.content.decode()
