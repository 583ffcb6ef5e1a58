"""Bulks: bounded steps, one batch, one undo, whatever stands in the way."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from comments.models import Action, Comment, Decision, Photo, Report
from comments.moderation import bulk, decide, decide_on_many, undo_batch
from tests.factories import HeldCommentFactory, LoneArticleFactory, PhotoFactory, many_live_editions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_twos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "CHUNK", 2)


def held(number: int) -> list[int]:
    comments = HeldCommentFactory.create_batch(number, article=LoneArticleFactory())
    return [comment.pk for comment in comments]


def batches() -> set[int | None]:
    return set(Decision.objects.exclude(action=Action.UNDO).values_list("batch", flat=True))


def test_all_steps_are_one_batch_with_the_number_of_its_first_decision(moderator: User) -> None:
    outcome = decide_on_many(held(5), Action.SPAM, by=moderator)

    first = Decision.objects.earliest("pk")
    assert (outcome.lines, outcome.first, outcome.batch) == (5, first, first.pk)
    assert batches() == {first.pk}


def test_one_alone_is_no_batch(moderator: User) -> None:
    decide_on_many(held(1), Action.SPAM, by=moderator)

    assert batches() == {None}


def test_a_batch_begins_where_the_first_step_decides_nothing(moderator: User) -> None:
    pks = held(4)
    Comment.objects.filter(pk__in=pks[:2]).update(status="spam")

    decide_on_many(pks, Action.SPAM, by=moderator)

    assert batches() == {Decision.objects.earliest("pk").pk}
    assert Decision.objects.count() == 2


def test_articles_are_taken_one_after_the_other(moderator: User) -> None:
    articles = [edition.article for edition in many_live_editions(LoneArticleFactory(), 2)]
    mixed = [HeldCommentFactory(article=articles[n % 2]) for n in range(4)]

    decide_on_many([comment.pk for comment in mixed], Action.APPROVE, by=moderator)

    order = Decision.objects.order_by("pk").values_list("article", flat=True)
    assert list(order) == sorted(order)
    for article in articles:
        article.refresh_from_db()
        assert article.comment_count == 2


def test_what_is_done_stays_done_when_the_database_is_too_busy_for_the_rest(
    moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[Any] = []

    def busy(*args: Any, **kwargs: Any) -> Any:
        steps.append(args)
        if len(steps) > 1:
            raise OperationalError
        return decide(*args, **kwargs)

    monkeypatch.setattr(bulk, "decide", busy)

    outcome = decide_on_many(held(5), Action.REJECT, by=moderator)

    assert (outcome.lines, outcome.unfinished) == (2, 3)
    assert undo_batch(outcome.batch or 0, by=moderator).lines == 2
    assert Comment.objects.held().count() == 5


def test_no_other_step_begins_when_the_time_is_over(moderator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MOST_SECONDS", 0)

    outcome = decide_on_many(held(5), Action.REJECT, by=moderator)

    assert (outcome.lines, outcome.unfinished) == (2, 3)


def test_undo_restores_each_comment_and_its_reports(moderator: User, editor: User) -> None:
    pks = held(4)
    decide_on_many(pks[:2], Action.APPROVE, by=editor)
    report = Report.objects.create(comment_id=pks[3], reason="spam")
    outcome = decide_on_many(pks, Action.SPAM, by=moderator)

    undone = undo_batch(outcome.batch or 0, by=moderator)

    assert undone.lines == 4
    rows = Comment.objects.order_by("pk").values_list("status", "decided_by")
    assert list(rows) == [("approved", editor.pk)] * 2 + [("held", None)] * 2
    report.refresh_from_db()
    assert report.settled_at is None


def test_blurred_photos_are_shown_again_together(moderator: User) -> None:
    pks = [PhotoFactory().comment.pk for _ in range(3)]
    outcome = decide_on_many(pks, Action.BLUR, by=moderator)
    blurred = Photo.objects.filter(is_blurred=True).count()

    undo_batch(outcome.batch or 0, by=moderator)

    assert (blurred, Photo.objects.filter(is_blurred=True).count()) == (3, 0)


def test_a_step_costs_as_many_queries_for_thirty_comments_as_for_two(
    moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "CHUNK", 100)

    def cost(pks: Sequence[int]) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as deciding:
            outcome = decide_on_many(pks, Action.SPAM, by=moderator)
        with CaptureQueriesContext(connection) as undoing:
            undo_batch(outcome.batch or 0, by=moderator)
        return len(deciding), len(undoing)

    assert cost(held(2)) == cost(held(30))
