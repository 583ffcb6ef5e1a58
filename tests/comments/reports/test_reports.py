"""Readers report a comment with a reason; three reports hide it until a moderator decides."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from comments.models import Action, Comment, Decision, Photo, Report, Status
from comments.moderation import approve
from comments.reports.report import HIDES_AT
from tests.comments.views.showing import article_with, names_on, page_of
from tests.comments.writing.test_concurrency import at_once
from tests.conftest import SAME_ORIGIN
from tests.factories import ApprovedCommentFactory, PhotoFactory

pytestmark = pytest.mark.django_db

REASON = {"reason": "harmful"}


def send(reader: Client, comment: Comment, address: str = "192.0.2.1", data: dict[str, str] = REASON) -> Any:
    return reader.post(f"/comments/{comment.pk}/report/", data, REMOTE_ADDR=address)


def send_many(reader: Client, comment: Comment, number: int, first: int = 1) -> None:
    for end in range(first, first + number):
        assert send(reader, comment, f"192.0.2.{end}").status_code == 303


def test_the_form_quotes_the_comment_and_is_found_from_it(reader: Client) -> None:
    comment = article_with(1).comments.get()

    answer = reader.get(f"/comments/{comment.pk}/report/")

    page = answer.content.decode()
    assert f'href="/comments/{comment.pk}/report/"' in page_of(comment.article)
    assert comment.text in page
    assert page.count('type="radio"') == 6
    assert '<meta name="robots" content="noindex">' in page
    assert "csrf" not in page
    assert not answer.cookies


def test_a_report_is_stored_and_the_reader_told_what_happens(reader: Client) -> None:
    comment = ApprovedCommentFactory()

    answer = send(reader, comment, data={"reason": "other", "detail": "It is\r\nabout a cat."})

    assert answer.status_code == 303
    stored = Report.objects.get()
    assert (stored.comment, stored.reason, stored.detail) == (comment, "other", "It is\nabout a cat.")
    assert "192.0.2.1" not in str(Report.objects.values())
    thanks = reader.get(answer.headers["Location"])
    assert "A moderator reads the comment again" in thanks.content.decode()
    assert '<meta name="robots" content="noindex">' in thanks.content.decode()
    assert not answer.cookies
    assert not thanks.cookies
    assert names_on(page_of(comment.article)) == ["Rowan"]


def test_the_same_connection_reports_a_comment_once(reader: Client) -> None:
    comment = ApprovedCommentFactory()
    first = send(reader, comment)

    second = send(reader, comment, data={"reason": "spam"})

    assert (second.status_code, second.headers["Location"]) == (first.status_code, first.headers["Location"])
    assert Report.objects.get().reason == "harmful"


def test_the_third_reader_takes_it_from_the_page(reader: Client) -> None:
    comment = article_with(1).comments.get()

    send_many(reader, comment, HIDES_AT - 1)
    still = page_of(comment.article)
    send_many(reader, comment, 1, first=HIDES_AT)

    comment.refresh_from_db()
    assert names_on(still) == ["Day 1"]
    assert (comment.status, comment.is_reported) == (Status.HELD, True)
    assert names_on(page_of(comment.article)) == []
    assert Decision.objects.get().action == Action.HIDE
    assert reader.get(f"/comments/{comment.pk}/report/").status_code == 404


def test_what_a_moderator_has_decided_on_takes_three_new_readers(reader: Client, moderator: User) -> None:
    comment = ApprovedCommentFactory()
    send_many(reader, comment, HIDES_AT)
    approve([comment], by=moderator)

    send_many(reader, comment, HIDES_AT + 1)
    comment.refresh_from_db()
    still = comment.status
    send_many(reader, comment, HIDES_AT - 1, first=HIDES_AT + 2)

    comment.refresh_from_db()
    assert (still, comment.status) == (Status.APPROVED, Status.HELD)


@pytest.mark.django_db(transaction=True)
def test_of_reports_at_once_none_is_overlooked() -> None:
    comment = ApprovedCommentFactory()

    def report(end: int) -> int:
        status: int = send(Client(headers=SAME_ORIGIN), comment, f"192.0.2.{end}").status_code
        return status

    statuses = at_once([partial(report, end) for end in range(HIDES_AT)])

    comment.refresh_from_db()
    assert set(statuses) == {303}
    assert comment.status == Status.HELD
    assert Decision.objects.filter(action=Action.HIDE).count() == 1


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"detail": "Typed before."}, "Choose what is wrong with it."),
        ({"reason": "nonsense", "detail": "Typed before."}, "Choose what is wrong with it."),
        ({"reason": "o\0ther", "detail": "Typed before."}, "Choose what is wrong with it."),
        ({"reason": "other", "detail": "Typed before." + "x" * 300}, "Write at most 300 characters."),
        ({"reason": "other", "detail": "Typed before.\0"}, "Null characters are not allowed."),
    ],
    ids=["no reason", "unknown reason", "reason with NUL", "long", "detail with NUL"],
)
def test_a_mistake_is_explained_and_what_was_typed_is_kept(
    reader: Client, data: dict[str, str], problem: str
) -> None:
    answer = send(reader, ApprovedCommentFactory(), data=data)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: " in page
    assert page.count(problem) == 2
    assert "Typed before." in page
    assert ("checked" in page) == (data.get("reason") == "other")
    assert not Report.objects.exists()


def test_three_hundred_characters_in_lines_are_not_too_long(reader: Client) -> None:
    data = {"reason": "other", "detail": "\r\n".join(["x"] * 150) + "y"}

    assert send(reader, ApprovedCommentFactory(), data=data).status_code == 303


def test_a_report_from_another_site_is_refused_and_kept() -> None:
    comment = ApprovedCommentFactory()
    data = {"reason": "other", "detail": "Typed before."}

    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}):
        answer = send(Client(headers=headers, enforce_csrf_checks=True), comment, data=data)

        assert answer.status_code == 403
        assert "Typed before." in answer.content.decode()
    assert not Report.objects.exists()


def test_a_connection_sends_so_many_reports_a_day(reader: Client, settings: Any) -> None:
    settings.REPORTS_A_DAY = 1
    comments = ApprovedCommentFactory.create_batch(4)
    with time_machine.travel(timezone.now(), tick=False):
        for comment in comments[:-1]:
            assert send(reader, comment).status_code == 303

        refused = send(reader, comments[-1], data={"reason": "other", "detail": "Typed before."})

        assert refused.status_code == 429
        assert int(refused.headers["Retry-After"]) > 0
        assert "We take 3 reports a day from one connection." in refused.content.decode()
        assert "Typed before." in refused.content.decode()
        assert Report.objects.count() == 3
        assert send(reader, comments[-1], "192.0.2.2").status_code == 303


def test_after_thirty_days_nobody_is_recognised(reader: Client) -> None:
    comment = ApprovedCommentFactory()
    send(reader, comment)
    Report.objects.update(created_at=timezone.now() - timedelta(days=31))

    send(reader, comment)

    assert Report.objects.count() == 2
    assert Report.objects.filter(sender_hash="").count() == 1


def test_a_removed_comment_cannot_be_reported(reader: Client) -> None:
    gone = ApprovedCommentFactory(status=Status.REMOVED, name="", text="", html="", rating=None)

    assert reader.get(f"/comments/{gone.pk}/report/").status_code == 404
    assert send(reader, gone).status_code == 404


def test_the_quoted_photo_of_a_reported_comment_stays_covered(reader: Client) -> None:
    photo: Photo = PhotoFactory(is_blurred=True, comment__status="approved")

    page = reader.get(f"/comments/{photo.comment.pk}/report/").content.decode()

    assert "<img" not in page.partition("<summary>")[2].partition("</summary>")[0]
    assert "This photo may be upsetting." in page


@pytest.mark.parametrize("slug", ["never", "x" * 300])
def test_the_thanks_of_no_article_are_not_found(reader: Client, slug: str) -> None:
    assert reader.get(f"/articles/{slug}/comments/reported/").status_code == 404
