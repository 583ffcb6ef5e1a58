"""Replies of any depth stand under their top comment, and nothing in a file can tie them into a knot."""

import pytest

from articles.models import Article
from comments.models import Comment, Status
from tests.comments.exchange.conftest import Import
from tests.comments.exchange.files import disqus, post

pytestmark = pytest.mark.django_db


def places() -> dict[str, str | None]:
    rows = Comment.objects.select_related("parent")
    return {row.text: row.parent.text if row.parent else None for row in rows}


def test_an_answer_to_an_answer_stands_under_the_first_comment_in_order(
    article: Article, take: Import
) -> None:
    told = take("disqus", disqus(post(3, parent=2), post(2, parent=1), post(1), post(4, parent=3)))

    assert places() == {"Text 1": None, "Text 2": "Text 1", "Text 3": "Text 1", "Text 4": "Text 1"}
    answered = dict(Comment.objects.values_list("text", "answers__text"))
    assert answered == {"Text 1": None, "Text 2": "Text 1", "Text 3": "Text 2", "Text 4": "Text 3"}
    assert "an answer to an answer, put under the first comment: 2" in told
    numbers = Comment.objects.order_by("pk").values_list("text", flat=True)
    assert list(numbers) == ["Text 1", "Text 2", "Text 3", "Text 4"]


def test_a_deleted_comment_with_answers_leaves_a_gap(article: Article, take: Import) -> None:
    take("disqus", disqus(post(1, is_deleted=True, text="Secret"), post(2, parent=1)), "--approved")

    gap, answer = Comment.objects.order_by("created_at")
    assert (gap.status, gap.text, gap.name) == (Status.REMOVED, "", "")
    assert answer.parent == gap


def test_answers_to_spam_and_to_nothing_stand_by_themselves(article: Article, take: Import) -> None:
    told = take(
        "disqus", disqus(post(1, is_spam=True), post(2, parent=1), post(3, parent=2), post(4, parent=99))
    )

    assert places() == {"Text 2": None, "Text 3": "Text 2", "Text 4": None}
    assert "not imported, put by itself: 2" in told


def test_a_circle_of_answers_is_opened(article: Article, take: Import) -> None:
    told = take("disqus", disqus(post(1, parent=3), post(2, parent=1), post(3, parent=2), post(4, parent=4)))

    assert sorted(top is None for top in places().values()) == [False, False, True, True]
    assert "answers in a circle, opened: 2" in told


def test_a_thread_a_thousand_deep_is_no_trouble(article: Article, take: Import) -> None:
    posts = [post(1), *(post(number, parent=number - 1) for number in range(2, 1500))]

    take("disqus", disqus(*posts), "--approved")

    assert Comment.objects.filter(parent__text="Text 1").count() == 1498
