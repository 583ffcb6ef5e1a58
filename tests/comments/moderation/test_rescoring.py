"""Held comments are judged anew after a list changed, and only by that list."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.models import Comment, SpamPhrase, Status
from comments.moderation import RescoreBounds, Rescored, rescore_dangers, rescore_phrases
from comments.moderation import rescoring as module
from tests.factories import ApprovedCommentFactory, DangerPhraseFactory, HeldCommentFactory

pytestmark = pytest.mark.django_db

NEW = {"check": "new poster", "points": 1, "words": "New."}
FLOOD = {"check": "flood", "points": 2, "words": "Many."}
TEXT = "Get your zebra discount today, as we did."


def held(**fields: Any) -> Comment:
    return HeldCommentFactory(**{"text": TEXT, "findings": [FLOOD, NEW], "score": 3, **fields})


def found(comment: Comment) -> tuple[int, list[str]]:
    comment.refresh_from_db()
    return comment.score, [finding["check"] for finding in comment.findings]


def test_a_new_phrase_is_added_to_what_was_found_before() -> None:
    comment = held()
    SpamPhrase.objects.create(phrase="Zebra  Discount", points=4)

    assert rescore_phrases() == Rescored(changed=1)

    assert found(comment) == (7, ["phrases", "flood", "new poster"])


def test_a_phrase_that_was_changed_or_deleted_counts_as_it_does_now() -> None:
    comment = held()
    phrase = SpamPhrase.objects.create(phrase="zebra discount", points=4)
    rescore_phrases()
    phrase.points = 9
    phrase.save()

    rescore_phrases()
    changed = found(comment)[0]
    phrase.delete()
    rescore_phrases()

    assert changed == 12
    assert found(comment) == (3, ["flood", "new poster"])


@pytest.mark.parametrize("status", [Status.APPROVED, Status.REJECTED, Status.SPAM])
def test_what_was_decided_keeps_its_score(status: Status) -> None:
    comment = held(status=status)
    SpamPhrase.objects.create(phrase="zebra discount", points=4)

    assert rescore_phrases().changed == 0

    assert found(comment)[0] == 3


def test_a_comment_without_the_phrase_is_not_touched() -> None:
    held(text="Ours sleeps under the table.")
    SpamPhrase.objects.create(phrase="zebra discount", points=4)

    with CaptureQueriesContext(connection) as queries:
        assert rescore_phrases() == Rescored()

    assert not [query for query in queries if query["sql"].startswith("UPDATE")]


def test_a_new_danger_makes_a_held_comment_urgent_and_one_that_is_gone_no_longer() -> None:
    comment, shown = held(text="He ate a whole zorblat."), ApprovedCommentFactory(text="A zorblat!")
    danger = DangerPhraseFactory(name="Zorblat", phrases="zorblat", species=None)

    noticed = rescore_dangers()
    comment.refresh_from_db()

    assert noticed == Rescored(changed=1, urgent=1)
    assert (comment.is_urgent, comment.dangers, comment.score) == (True, ["Zorblat"], 3)
    danger.delete()
    assert rescore_dangers() == Rescored(changed=1, calmed=1)
    comment.refresh_from_db()
    shown.refresh_from_db()
    assert (comment.is_urgent, comment.dangers, shown.is_urgent) == (False, [], False)


def test_the_newest_are_judged_first_and_the_rest_is_counted() -> None:
    old, new = held(), held()
    SpamPhrase.objects.create(phrase="zebra discount", points=4)

    assert rescore_phrases(RescoreBounds(comments=1)) == Rescored(changed=1, left=1)

    assert (found(old)[0], found(new)[0]) == (3, 7)


def test_it_ends_after_the_batch_in_which_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    for _ in range(5):
        held()
    SpamPhrase.objects.create(phrase="zebra discount", points=4)

    assert rescore_phrases(RescoreBounds(seconds=-1)) == Rescored(changed=2, left=3)


def test_thirty_comments_cost_as_many_reads_as_one() -> None:
    SpamPhrase.objects.create(phrase="zebra discount", points=4)
    reads = []
    for number in (1, 29):
        for _ in range(number):
            held(text="Ours sleeps under the table.")
        with CaptureQueriesContext(connection) as queries:
            rescore_phrases()
            rescore_dangers()
        reads.append(len(queries))

    assert reads[0] == reads[1]


def test_what_a_writer_changed_meanwhile_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    comment = held()
    SpamPhrase.objects.create(phrase="zebra discount", points=4)
    fetch, fetched = module._fetch, list[list[int]]()

    def overtaken(pks: list[int]) -> list[Comment]:
        rows = fetch(pks)
        if not fetched:
            Comment.objects.filter(pk=comment.pk).update(text="Sorry, that was silly.", findings=[FLOOD])
        fetched.append(pks)
        return rows

    monkeypatch.setattr(module, "_fetch", overtaken)

    assert rescore_phrases().changed == 0
    comment.refresh_from_db()
    assert (comment.text, comment.findings) == ("Sorry, that was silly.", [FLOOD])


def test_a_phrase_that_is_deleted_meanwhile_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    comment = held()
    phrase = SpamPhrase.objects.create(phrase="zebra discount", points=4)
    fetch = module._fetch

    def overtaken(pks: list[int]) -> list[Comment]:
        SpamPhrase.objects.filter(pk=phrase.pk).delete()
        return fetch(pks)

    monkeypatch.setattr(module, "_fetch", overtaken)

    rescore_phrases()

    assert found(comment) == (3, ["flood", "new poster"])


def test_the_command_judges_all_by_all_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CEILING", 1)
    comments = [held(text=f"{TEXT} He ate a whole zorblat.") for _ in range(2)]
    SpamPhrase.objects.create(phrase="zebra discount", points=4)
    DangerPhraseFactory(name="Zorblat", phrases="zorblat", species=None)

    call_command("rescore_comments", verbosity=0)

    assert [found(comment)[0] for comment in comments] == [7, 7]
    assert Comment.objects.filter(is_urgent=True).count() == 2
