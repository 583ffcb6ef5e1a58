"""Two moderators on one comment: one decision, and the other is told whose it was."""

import re
from collections.abc import Callable
from functools import partial

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments.models import Action, Comment, Decision, Report, Status
from comments.moderation import (
    CannotUndo,
    approve,
    blur,
    decide,
    delete,
    hide_reported,
    reject,
    undo,
    what_was_seen,
)
from tests.comments.writing.test_concurrency import at_once
from tests.factories import HeldCommentFactory, LoneArticleFactory, ModeratorFactory, PhotoFactory

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/admin/comments/comment/"


def client_of(username: str) -> Client:
    client = Client()
    client.force_login(ModeratorFactory(username=username))
    return client


def field(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, name
    return found[1]


def on_page(client: Client, comment: Comment) -> Callable[[str], str]:
    """Open the comment's page; returns a function that presses one of its buttons later."""
    path = f"{LIST}{comment.pk}/change/"
    seen = field(client.get(path).content.decode(), "seen")
    return lambda button: client.post(path, {"seen": seen, button: "1"}, follow=True).content.decode()


def in_list(client: Client, *comments: Comment) -> Callable[[str], str]:
    html = client.get(LIST).content.decode()
    seen = {f"seen-{comment.pk}": field(html, f"seen-{comment.pk}") for comment in comments}
    chosen = {"_selected_action": [comment.pk for comment in comments]}
    return lambda action: client.post(
        LIST, {**seen, **chosen, "action": action}, follow=True
    ).content.decode()


@pytest.mark.parametrize("second", ["_approve", "_reject", "_spam"])
def test_a_page_that_was_opened_before_another_decided_changes_nothing(second: str) -> None:
    comment = HeldCommentFactory()
    press_first, press_second = (on_page(client_of(name), comment) for name in ("noor", "kai"))

    press_first("_reject")
    html = press_second(second)

    assert "was already rejected by noor at" in html
    assert '<p class="verdict-status">Rejected' in html
    comment.refresh_from_db()
    assert (comment.status, comment.decided_by.username) == ("rejected", "noor")
    assert Decision.objects.count() == 1


def test_a_list_that_was_opened_before_another_decided_decides_only_on_the_rest() -> None:
    first, second = HeldCommentFactory.create_batch(2, article=LoneArticleFactory())
    act = in_list(client_of("kai"), first, second)
    on_page(client_of("noor"), first)("_spam")

    html = act("approve_selected")

    assert "1 approved." in html
    assert "was already marked as spam by noor at" in html
    assert list(Comment.objects.order_by("pk").values_list("status", flat=True)) == ["spam", "approved"]


def test_a_row_that_another_deleted_says_so() -> None:
    comment = HeldCommentFactory()
    client = client_of("kai")
    seen = field(client.get(LIST).content.decode(), f"seen-{comment.pk}")
    delete([comment], by=ModeratorFactory(username="noor"))

    answer = client.post(LIST, {"_decide": f"approve-{comment.pk}", f"seen-{comment.pk}": seen}, follow=True)

    assert "was already deleted by noor at" in answer.content.decode()


def test_words_that_their_writer_changed_are_not_approved_unread(moderator: User) -> None:
    comment = HeldCommentFactory()
    seen = what_was_seen(comment)
    Comment.objects.update(text="Something else entirely.", edited_at=comment.created_at)

    outcome = decide([comment], Action.APPROVE, by=moderator, seen={comment.pk: seen})

    assert (outcome.decisions, Comment.objects.get().status) == ([], Status.HELD)
    assert "changed by its writer after you opened it" in outcome.overtaken[0]


def test_of_two_moderators_at_the_same_moment_one_decides_and_the_other_is_told(
    moderator: User, editor: User
) -> None:
    comment = HeldCommentFactory(rating=2)
    seen = {comment.pk: what_was_seen(comment)}

    outcomes = at_once(
        [
            partial(decide, [comment], action, by=user, seen=seen)
            for action, user in ((Action.APPROVE, moderator), (Action.REJECT, editor)) * 4
        ]
    )

    assert sorted(len(outcome.decisions) for outcome in outcomes) == [0] * 7 + [1]
    winner = Decision.objects.select_related("by").get()
    told = [words for outcome in outcomes for words in outcome.overtaken]
    assert len(told) == 7
    assert all(f"by {winner.by} at" in words for words in told)
    comment.article.refresh_from_db()
    assert comment.article.comment_count == (1 if winner.action == Action.APPROVE else 0)


def test_a_decision_is_undone_once_however_many_undo_it(moderator: User) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)
    decision = Decision.objects.get()

    def try_undo() -> str:
        try:
            undo(decision, by=moderator)
        except CannotUndo as error:
            return str(error)
        return "done"

    assert sorted(at_once([try_undo] * 5)) == ["It was undone already."] * 4 + ["done"]
    assert Decision.objects.filter(action=Action.UNDO).count() == 1


def test_reports_and_a_moderator_at_once_leave_counts_that_fit(moderator: User) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)
    Report.objects.create(comment=comment, reason="spam")

    at_once([lambda: hide_reported(comment), lambda: bool(reject([comment], by=moderator))] * 2)

    comment.refresh_from_db()
    comment.article.refresh_from_db()
    assert comment.status == Status.REJECTED
    assert not comment.is_reported
    assert (comment.article.comment_count, comment.article.rating.count) == (0, 0)


def test_a_photo_blurred_by_many_is_blurred_once(moderator: User) -> None:
    comment = PhotoFactory().comment

    decisions = at_once([partial(blur, comment, by=moderator)] * 5)

    assert [bool(decision) for decision in decisions].count(True) == 1
    assert Decision.objects.count() == 1
