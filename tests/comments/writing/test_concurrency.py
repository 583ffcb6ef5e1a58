"""Many requests at once over real connections: one row for each comment, one count for each decision."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import TypeVar

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.models import Article
from comments.models import Comment, Photo, Status
from comments.moderation import approve, delete, reject
from tests.conftest import SAME_ORIGIN
from tests.factories import HeldCommentFactory, LoneArticleFactory, image_bytes, photo_upload

pytestmark = pytest.mark.django_db(transaction=True)

T = TypeVar("T")

SUBMITS = 20


def at_once(works: Iterable[Callable[[], T]]) -> list[T]:
    """Run the functions at the same moment, each with its own connection; returns their results."""
    works = list(works)
    start = Barrier(len(works))

    def run(work: Callable[[], T]) -> T:
        try:
            start.wait(timeout=10)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_the_same_form_sent_by_many_at_once_makes_one_comment_and_one_photo(media: Path) -> None:
    article = LoneArticleFactory()
    path = f"/articles/{article.slug}/comments/"
    content = image_bytes((400, 300))

    def post() -> tuple[int, str]:
        form = {"name": "Rowan", "text": "Mine kicks at once.", "rating": "4", "photo": photo_upload(content)}
        answer = Client(headers=SAME_ORIGIN).post(path, form)
        return answer.status_code, answer.headers.get("Location", "")

    answers = at_once([post] * SUBMITS)

    assert {status for status, _ in answers} == {303}
    assert len({location for _, location in answers}) == 1
    assert (Comment.objects.count(), Photo.objects.count()) == (1, 1)
    stored = {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}
    assert stored == set(Photo.objects.get().image.names)


def test_different_comments_with_the_same_photo_share_its_files(media: Path) -> None:
    article = LoneArticleFactory()
    path = f"/articles/{article.slug}/comments/"
    content = image_bytes((400, 300))

    def post(number: int) -> int:
        form = {"name": f"Reader {number}", "text": "Mine kicks at once.", "photo": photo_upload(content)}
        client = Client(headers=SAME_ORIGIN, REMOTE_ADDR=f"203.0.113.{number}")
        return client.post(path, form).status_code

    answers = at_once([partial(post, number) for number in range(8)])

    assert set(answers) == {303}
    assert (Comment.objects.count(), Photo.objects.values("digest").distinct().count()) == (8, 1)
    stored = {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}
    assert stored == set(Photo.objects.earliest("pk").image.names)


def test_of_many_comments_of_one_reader_at_once_no_more_than_six_a_minute_are_taken() -> None:
    def post(path: str, number: int) -> int:
        form = {"name": "Rowan", "text": f"This is comment number {number}."}
        client = Client(headers=SAME_ORIGIN, REMOTE_ADDR="2001:db8:1:2::7")
        return client.post(path, form).status_code

    with time_machine.travel(timezone.now(), tick=False):
        path = f"/articles/{LoneArticleFactory().slug}/comments/"
        answers = at_once([partial(post, path, number) for number in range(12)])

    assert sorted(answers) == [303] * 6 + [429] * 6
    assert Comment.objects.count() == 6


def test_decisions_of_many_moderators_at_once_are_all_counted(moderator: User) -> None:
    article = LoneArticleFactory()
    comments = HeldCommentFactory.create_batch(10, article=article, rating=5)

    changed = at_once([partial(approve, [comment], by=moderator) for comment in comments])

    article.refresh_from_db()
    assert changed == [1] * 10
    assert (article.comment_count, article.rating_counts) == (10, [0, 0, 0, 0, 10])


def test_two_moderators_who_approve_the_same_comment_decide_it_once(moderator: User, editor: User) -> None:
    comment = HeldCommentFactory(rating=2)

    changed = at_once([partial(approve, [comment], by=user) for user in (moderator, editor)])

    article = Article.objects.get()
    assert sorted(changed) == [0, 1]
    assert (article.comment_count, article.rating_counts) == (1, [0, 1, 0, 0, 0])


def test_two_moderators_who_disagree_leave_counts_that_fit_the_last_word(
    moderator: User, editor: User
) -> None:
    comments = HeldCommentFactory.create_batch(3, article=LoneArticleFactory(), rating=5)

    at_once([partial(approve, comments, by=moderator), partial(reject, comments[::-1], by=editor)])

    shown = Comment.objects.filter(status=Status.APPROVED).count()
    article = Article.objects.get()
    assert Comment.objects.held().count() == 0
    assert (article.comment_count, article.rating.count) == (shown, shown)


def test_decisions_about_many_articles_in_any_order_never_block_each_other(moderator: User) -> None:
    comments = [HeldCommentFactory() for _ in range(6)]

    decisions = [partial(approve, comments, by=moderator), partial(reject, comments[::-1], by=moderator)]

    changed = at_once(decisions * 2)

    assert len(changed) == 4
    for article in Article.objects.all():
        assert article.comment_count == article.comments.approved().count()


def test_deleting_while_approving_leaves_counts_of_what_is_left(moderator: User) -> None:
    article = LoneArticleFactory()
    comments = HeldCommentFactory.create_batch(6, article=article, rating=3)

    at_once([lambda: approve(comments, by=moderator), lambda: delete(comments[:3])])

    article.refresh_from_db()
    assert Comment.objects.count() == 3
    assert (article.comment_count, article.rating_counts) == (3, [0, 0, 3, 0, 0])
