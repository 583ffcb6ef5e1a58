"""Numbers by week on the first page: drawn where there are enough, with all of them in a table."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from articles.admin.day.trends import FEWEST_WEEKS, WEEKS, Trend, first_day, weeks_of
from articles.models import SearchCount
from comments.models import Comment
from tests.articles.admin.first_page import client_of, html_of
from tests.factories import ApprovedCommentFactory, LoneArticleFactory

WEEK = timedelta(weeks=1)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


def search_in_vain(weeks: int) -> None:
    for number in range(weeks):
        SearchCount.objects.create(day=first_day() + number * WEEK, words="wet tail", times=number + 1)


@pytest.mark.django_db
def test_searches_without_an_answer_are_drawn_with_a_table_and_a_name() -> None:
    _, client = client_of("editor")
    search_in_vain(WEEKS)

    html = html_of(client)

    (name,) = re.findall(r'<svg class="trend-plot" role="img" aria-label="(.*?)"', html)
    assert name.startswith("Searches that found nothing: 12 in the week of ")
    assert name.endswith("In 12 weeks, from 1 to 12.")
    assert html.count("<circle") == WEEKS
    assert re.findall(r"<td>(\d+)</td>", html) == [str(number + 1) for number in range(WEEKS)]
    assert "style=" not in html


@pytest.mark.django_db
def test_too_few_weeks_draw_nothing() -> None:
    _, client = client_of("editor")
    search_in_vain(FEWEST_WEEKS - 1)

    assert '<svg class="trend-plot"' not in html_of(client)


@pytest.mark.django_db
def test_moderators_see_how_long_comments_waited_and_editors_how_readers_rate() -> None:
    user, client = client_of("editor", "moderator")
    article = LoneArticleFactory()
    for number in range(FEWEST_WEEKS):
        came = timezone.now() - (number + 1) * WEEK
        for hours in (1, 2, 30):
            comment = ApprovedCommentFactory(
                article=article, rating=4, decided_by=user, decided_at=came + timedelta(hours=hours)
            )
            Comment.objects.filter(pk=comment.pk).update(created_at=came)

    html = html_of(client)

    assert "Mean of ratings, by week: <b>4.0</b>" in html
    assert "Hours until a comment was read, by week: <b>2.0</b>" in html
    assert html.count("<td>too few</td>") == 2 * (WEEKS - FEWEST_WEEKS)


def test_a_week_without_a_number_breaks_the_line() -> None:
    days = [first_day() + number * WEEK for number in range(WEEKS)]
    values = {day: 3.0 for number, day in enumerate(days) if number != 4}

    trend = Trend("Means", "Stars", weeks_of(values, str), lowest=1, highest=5)

    assert [len(line.split(" ")) for line in trend.lines] == [4, 7]
    assert {dot.y for dot in trend.dots} == {trend.height / 2}
