"""An article's page shows its approved comments and the average of its ratings."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models.article import FEWEST_FOR_A_MEAN
from articles.publishing import publish
from comments.models import Comment
from comments.moderation import approve, recount, reject
from tests.comments.views.showing import FIRST_DAY, names_on, page_of
from tests.factories import ApprovedCommentFactory, HeldCommentFactory, LoneArticleFactory, PhotoFactory

pytestmark = pytest.mark.django_db


def test_an_approved_comment_appears_with_all_that_is_public(moderator: User) -> None:
    comment = HeldCommentFactory(name="Zoë & Co", pet="two <beagles>", rating=3, email="zoe@private.example")
    Comment.objects.update(created_at=FIRST_DAY)

    approve([comment], by=moderator)

    page = page_of(comment.article)
    assert names_on(page) == ["Zoë & Co"]
    assert "Lives with <bdi>two &lt;beagles&gt;</bdi>" in page
    assert '<div class="comment-body" dir="auto"><p>Mine kicks with both legs at once.</p></div>' in page
    assert 'aria-label="3 out of 5 stars"' in page
    assert '<time datetime="2026-01-01">1 January 2026</time>' in page
    assert "1 comment<" in page
    assert "zoe@private.example" not in page


@pytest.mark.parametrize("status", ["held", "rejected"])
def test_what_is_not_approved_appears_nowhere(status: str) -> None:
    article = LoneArticleFactory()
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

    assert names_on(page_of(LoneArticleFactory())) == []


def test_comments_of_earlier_editions_stay(moderator: User) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)

    publish(comment.article, by=None)

    assert names_on(page_of(comment.article)) == ["Rowan"]


def test_a_rating_alone_is_counted_and_not_listed(moderator: User) -> None:
    comment = HeldCommentFactory(name="", text="", html="", rating=5)

    approve([comment], by=moderator)

    page = page_of(comment.article)
    assert names_on(page) == []
    assert "No comments yet." in page
    assert "1 rating so far." in page


def test_the_mean_is_shown_from_three_ratings_on(moderator: User) -> None:
    article = LoneArticleFactory()
    for _ in range(FEWEST_FOR_A_MEAN - 1):
        HeldCommentFactory(article=article, rating=4)
    approve(Comment.objects.all(), by=moderator)

    few = page_of(article)

    approve([HeldCommentFactory(article=article, rating=1)], by=moderator)
    enough = page_of(article)
    assert "2 ratings so far. We show the average once there are three." in few
    assert '<a href="#ratings">' not in few
    assert "rating-mean" not in few
    assert "3 ratings<" in enough
    assert '3.0 <small class="rating-scale">of 5</small>' in enough
    assert '<a href="#ratings">3.0 of 5</a>' in enough


def test_the_histogram_has_a_row_for_each_number_of_stars(moderator: User) -> None:
    article = LoneArticleFactory()
    for rating in (5, 5, 5, 4, 1, 1, 2, 5):
        HeldCommentFactory(article=article, rating=rating)
    approve(Comment.objects.all(), by=moderator)

    page = page_of(article)

    rows = re.findall(
        r'<th scope="row">(\d stars?)</th>.*?<rect x="(\d+)%".*?histogram-count">(\d+)<', page, re.DOTALL
    )
    assert rows == [
        ("5 stars", "50", "4"),
        ("4 stars", "12", "1"),
        ("3 stars", "0", "0"),
        ("2 stars", "12", "1"),
        ("1 star", "25", "2"),
    ]
    assert '<caption class="visually-hidden">Ratings by number of stars</caption>' in page
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


def test_a_photo_opens_large_without_a_script(moderator: User) -> None:
    photo = PhotoFactory(comment__name="Zoë", alt_text="A dog on a rug")
    approve([photo.comment], by=moderator)

    page = page_of(photo.comment.article)

    assert re.search(rf'<a href="/media/photos/../{photo.digest}-800\.webp">\s*<img ', page)
    assert 'alt="Photo from Zoë: A dog on a rug"' in page
    assert "<details" not in page.partition('class="comment-list"')[2]


def test_a_blurred_photo_is_covered_until_it_is_opened(moderator: User) -> None:
    photo = PhotoFactory(is_blurred=True)
    approve([photo.comment], by=moderator)

    page = page_of(photo.comment.article)

    [cover] = re.findall(r'<details class="photo-cover">(.*?)</details>', page, re.DOTALL)
    summary, _, hidden = cover.partition("</summary>")
    assert "This photo may be upsetting." in summary
    # The image itself is blurred, so it stays blurred without the stylesheet.
    [blur] = re.findall(r'<filter id="([^"]+)"', summary)
    assert re.findall(r'<image [^>]*filter="([^"]+)"', summary) == [f"url(#{blur})"]
    assert "<img" not in summary
    assert "<img" in hidden
    assert page.count("<img") == hidden.count("<img")


def test_an_edited_comment_says_when(moderator: User) -> None:
    comment = HeldCommentFactory(edited_at=FIRST_DAY + timedelta(days=1))
    approve([comment], by=moderator)

    page = page_of(comment.article)

    assert 'Edited <time datetime="2026-01-02">2 January 2026</time>' in page


def test_a_preview_shows_no_comments(moderator: User, editor_client: Client) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)

    answer = editor_client.get(f"/admin/articles/article/{comment.article.pk}/preview/")

    assert answer.status_code == 200
    assert "comment-name" not in answer.content.decode()
