"""Falling ratings: articles that enough readers rate lower than before."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from comments import ratings
from comments.models import Comment, Status
from comments.moderation import approve
from tests.factories import HeldCommentFactory, LoneArticleFactory, UserFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def rate(article: Article, *stars: int, ago: timedelta) -> None:
    """Approved ratings of that age."""
    given = [HeldCommentFactory(article=article, rating=each) for each in stars]
    Comment.objects.filter(pk__in=[comment.pk for comment in given]).update(created_at=timezone.now() - ago)
    approve(given, by=User.objects.first() or UserFactory())


def fall(article: Article) -> None:
    rate(article, 5, 5, 4, ago=200 * DAY)
    rate(article, 2, 3, 2, ago=5 * DAY)


def falling(now: datetime | None = None) -> list[str]:
    return sorted(str(article) for article in ratings.falling(Article.objects.all(), now))


@pytest.mark.parametrize(
    ("before", "lately", "falls"),
    [
        ((5, 5, 5), (4, 4, 4), True),
        ((5, 5, 5, 5), (4, 5, 4, 5), True),
        ((5, 5, 5, 5, 5), (4, 5, 4, 5, 5), False),
        ((4, 4, 4), (4, 4, 4), False),
        ((3, 3, 3), (5, 5, 5), False),
        ((5, 5), (1, 1, 1), False),
        ((5, 5, 5), (1, 1), False),
        ((), (1, 1, 1), False),
        ((1, 1, 1), (), False),
        ((5, 5, 1, 1, 1, 1), (1, 1, 1), True),
    ],
)
def test_a_mean_has_to_drop_by_half_a_star_between_enough_ratings(
    before: tuple[int, ...], lately: tuple[int, ...], falls: bool
) -> None:
    article = LoneArticleFactory(title="rated")
    rate(article, *before, ago=200 * DAY)
    rate(article, *lately, ago=10 * DAY)

    assert falling() == (["rated"] if falls else [])


@pytest.mark.parametrize(("ago", "falls"), [(89 * DAY, True), (91 * DAY, False)])
def test_lately_is_ninety_days(ago: timedelta, falls: bool) -> None:
    article = LoneArticleFactory()
    rate(article, 5, 5, 5, ago=200 * DAY)
    rate(article, 1, 1, 1, ago=ago)

    assert bool(falling()) == falls


@pytest.mark.parametrize("status", [Status.HELD, Status.REJECTED])
def test_what_no_moderator_approved_is_no_rating(status: Status) -> None:
    article = LoneArticleFactory()
    rate(article, 5, 5, 5, ago=200 * DAY)
    HeldCommentFactory.create_batch(3, article=article, rating=1, status=status)

    assert falling() == []


def test_the_ratings_of_one_article_say_nothing_of_another() -> None:
    rate(LoneArticleFactory(), 5, 5, 5, ago=200 * DAY)
    rate(LoneArticleFactory(), 1, 1, 1, ago=10 * DAY)

    assert falling() == []


def test_of_too_many_the_deepest_falls_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ratings, "MOST", 1)
    for title, lately in (("a little", (4, 4, 4)), ("much", (1, 1, 1)), ("more than a little", (3, 3, 3))):
        article = LoneArticleFactory(title=title)
        rate(article, 5, 5, 5, ago=200 * DAY)
        rate(article, *lately, ago=10 * DAY)

    assert falling() == ["much"]


def test_the_list_of_articles_is_filtered_by_it(editor_client: Client) -> None:
    fall(LoneArticleFactory(title="falling"))
    rate(LoneArticleFactory(title="steady"), 4, 4, 4, ago=5 * DAY)

    page = editor_client.get("/admin/articles/article/?ratings=falling")

    assert [str(article) for article in page.context["cl"].result_list] == ["falling"]
    assert "By ratings" in page.content.decode()


def test_it_costs_two_queries_however_many_articles_fall() -> None:
    counts = []
    for number in (1, 3):
        for _ in range(number):
            fall(LoneArticleFactory())
        with CaptureQueriesContext(connection) as captured:
            ratings.falling(Article.objects.all())
        counts.append(len(captured))

    assert counts == [2, 2]
