"""Readers report a comment with a reason; reports from three networks hide what no moderator approved."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from comments.forgetting import forget
from comments.models import Action, Badge, Comment, Decision, Photo, Report, Status, networks_of
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
        assert send(reader, comment, f"192.0.{end}.7").status_code == 303


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


@pytest.mark.parametrize(
    "addresses",
    [
        [f"2001:db8:1:2{end:02x}::1" for end in range(5)],
        [f"2001:db8:1:{end}00::1" for end in range(5)],
        [f"192.0.2.{end}" for end in range(5)],
        ["192.0.2.1", "2002:c000:202::1", "64:ff9b::c000:203", "::ffff:192.0.2.4"],
    ],
    ids=["one /56", "one /48", "one /24", "tunnels"],
)
def test_neighbours_hide_nothing_and_moderators_see_that_they_are(
    reader: Client, addresses: list[str], moderator_client: Client
) -> None:
    comment = ApprovedCommentFactory()

    for address in addresses:
        assert send(reader, comment, address).status_code == 303
    one = send(reader, comment, "198.51.100.1")

    comment.refresh_from_db()
    assert one.status_code == 303
    assert comment.status == Status.APPROVED
    assert networks_of(comment.reports.all()) == 2
    listed = moderator_client.get("/admin/comments/report/").content.decode()
    page = moderator_client.get(f"/admin/comments/comment/{comment.pk}/change/").content.decode()
    queue = moderator_client.get("/admin/comments/comment/?status=all").content.decode()
    others = len(addresses) - 1
    assert listed.count(f"As {others} others") == len(addresses)
    assert page.count(f"Same network as {others} others") == len(addresses)
    assert f"{len(addresses) + 1} reports came from 2 networks" in queue

    send(reader, comment, "198.51.101.1")
    assert Comment.objects.get().status == Status.HELD


def test_reports_that_were_stored_before_networks_were_known_count_once_each(reader: Client) -> None:
    comment = ApprovedCommentFactory()
    for number in range(HIDES_AT - 1):
        Report.objects.create(comment=comment, reason="spam", sender_hash=f"{number:064}")

    send(reader, comment)

    comment.refresh_from_db()
    assert comment.status == Status.HELD


def test_neighbours_stay_neighbours_when_their_hashes_are_erased(reader: Client) -> None:
    comment = ApprovedCommentFactory()
    for end in range(HIDES_AT):
        send(reader, comment, f"192.0.2.{end}")
    Report.objects.update(created_at=timezone.now() - timedelta(days=31))
    forget()

    send(reader, comment, "198.51.100.1")

    comment.refresh_from_db()
    assert not Report.objects.filter(created_at__lt=timezone.now() - timedelta(days=30)).exclude(
        sender_hash="", network_hash=""
    )
    assert comment.status == Status.APPROVED


def test_what_a_moderator_approved_is_never_hidden_but_shown_to_moderators(
    reader: Client, moderator: User, moderator_client: Client
) -> None:
    comment = ApprovedCommentFactory()
    send_many(reader, comment, HIDES_AT)
    approve([comment], by=moderator)
    queue = "/admin/comments/comment/"
    assert "Reported by several, still shown" not in moderator_client.get(queue).content.decode()

    send_many(reader, comment, HIDES_AT, first=HIDES_AT + 1)

    comment.refresh_from_db()
    assert (comment.status, comment.is_reported) == (Status.APPROVED, True)
    assert "Reported by several, still shown" in moderator_client.get(queue).content.decode()
    assert Decision.objects.filter(action=Action.HIDE).count() == 1

    approve([comment], by=moderator)
    comment.refresh_from_db()
    assert (comment.status, comment.is_reported) == (Status.APPROVED, False)
    assert not comment.reports.open().exists()


def test_a_reply_of_staff_is_never_hidden(reader: Client) -> None:
    reply = ApprovedCommentFactory(badge=Badge.VET, author=None)

    send_many(reader, reply, HIDES_AT + 1)

    reply.refresh_from_db()
    assert (reply.status, reply.is_reported) == (Status.APPROVED, True)


@pytest.mark.django_db(transaction=True)
def test_of_reports_at_once_none_is_overlooked() -> None:
    comment = ApprovedCommentFactory()

    def report(end: int) -> int:
        status: int = send(Client(headers=SAME_ORIGIN), comment, f"192.0.{end}.7").status_code
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
