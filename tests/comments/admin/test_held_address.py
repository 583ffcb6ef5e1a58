"""Whoever answers people who ask what is kept about them finds, exports and erases it."""

import io
import logging
from typing import Any
from zipfile import ZipFile

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comments.admin import held_address
from comments.models import Comment, Decision
from tests.comments.admin.desk import staff
from tests.comments.subjects.kept import ADDRESS, answer_by_another, everything_kept
from tests.factories import HeldCommentFactory

pytestmark = pytest.mark.django_db

SEARCH = "/admin/comments/heldaddress/"


def test_a_search_shows_all_that_is_kept_and_what_cannot_be_found(moderator_client: Client) -> None:
    first, *_ = everything_kept()
    answer_by_another(first)

    answer = moderator_client.post(SEARCH, {"address": ADDRESS.upper()})

    page = answer.content.decode()
    assert "3 comments, 1 of them in answer to another" in page
    assert "1 photo in all sizes" in page
    assert "1 answer by others" in page
    assert "Zebrafinch" in page
    assert "Reports and marks as “helpful” that this person sent" in page
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nobody@private.example", "keeps nothing about this address"),
        ("nobody", "Enter a valid email address"),
        ("", "This field is required"),
        ("a\0@private.example", "Null characters are not allowed"),
    ],
)
def test_a_search_says_where_there_is_nothing(moderator_client: Client, address: str, said: str) -> None:
    assert said in moderator_client.post(SEARCH, {"address": address}).content.decode()


def test_the_export_is_a_file_that_nobody_keeps(moderator_client: Client) -> None:
    everything_kept()

    answer: Any = moderator_client.post(f"{SEARCH}export/", {"address": ADDRESS})

    content = b"".join(answer.streaming_content)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="what-we-hold.zip"'
    assert "no-store" in answer.headers["Cache-Control"]
    with ZipFile(io.BytesIO(content)) as archive:
        assert {"comments.json", "address.json"} < set(archive.namelist())


def test_too_much_for_a_browser_is_left_to_the_command(
    moderator_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held_address, "MOST_COMMENTS", 2)
    everything_kept()

    page = moderator_client.post(f"{SEARCH}export/", {"address": ADDRESS}).content.decode()

    assert "manage.py export_address" in page


def test_erasing_asks_first_and_then_leaves_nothing(moderator_client: Client, moderator: User) -> None:
    everything_kept()

    asked = moderator_client.post(f"{SEARCH}erase/", {"address": ADDRESS}).content.decode()
    assert "nobody can undo that" in asked
    assert "The log of decisions" in asked
    assert Comment.objects.filter(email=ADDRESS).count() == 3

    done = moderator_client.post(f"{SEARCH}erase/", {"address": ADDRESS, "sure": "yes"}, follow=True)

    assert "3 comments erased, and the address is forgotten." in done.content.decode()
    assert not Comment.objects.filter(email=ADDRESS).exists()
    assert Decision.objects.filter(action="delete", by=moderator).count() == 3


def test_many_comments_are_erased_in_several_turns(
    moderator_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held_address, "MOST_ERASED_AT_ONCE", 2)
    everything_kept()
    sure = {"address": ADDRESS, "sure": "yes"}

    first = moderator_client.post(f"{SEARCH}erase/", sure).content.decode()
    assert "2 comments erased. 1 left: press the button again." in first
    assert "Erase for good" in first

    last = moderator_client.post(f"{SEARCH}erase/", sure, follow=True).content.decode()
    assert "1 comment erased" in last


def test_the_address_stands_in_no_log_and_in_no_address(
    moderator_client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    everything_kept()
    before = set(LogEntry.objects.values_list("pk", flat=True))

    with caplog.at_level(logging.DEBUG):
        for path in ("", "export/", "erase/"):
            answer: Any = moderator_client.post(f"{SEARCH}{path}", {"address": ADDRESS})
            b"".join(answer)
        done = moderator_client.post(f"{SEARCH}erase/", {"address": ADDRESS, "sure": "yes"})

    said = "".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    )
    assert "rowan" not in said
    assert "rowan" not in done.headers["Location"]
    assert "rowan" not in str(done.cookies)
    assert set(LogEntry.objects.values_list("pk", flat=True)) == before
    assert 'method="get"' not in moderator_client.get(SEARCH).content.decode().partition("held-address")[2]


def test_nothing_is_exported_or_erased_by_a_link(moderator_client: Client) -> None:
    everything_kept()

    for path in ("export/", "erase/"):
        answer = moderator_client.get(f"{SEARCH}{path}?address={ADDRESS}&sure=yes")
        assert answer.headers["Location"] == SEARCH
    assert ADDRESS not in moderator_client.get(f"{SEARCH}?address={ADDRESS}").content.decode()
    assert Comment.objects.filter(email=ADDRESS).count() == 3


def test_who_may_only_see_is_offered_no_erasure() -> None:
    everything_kept()
    client = staff("view_heldaddress")

    page = client.post(SEARCH, {"address": ADDRESS}).content.decode()

    assert "Export" in page
    assert "Erase…" not in page
    # Nor are comments linked that this person may not open.
    assert "/admin/comments/comment/" not in page
    assert client.post(f"{SEARCH}erase/", {"address": ADDRESS, "sure": "yes"}).status_code == 403
    assert Comment.objects.filter(email=ADDRESS).count() == 3


def test_staff_who_moderate_without_this_right_see_nothing_of_it() -> None:
    client = staff("view_comment", "change_comment", "moderate_comment", "delete_comment")

    for path in ("", "export/", "erase/"):
        assert client.post(f"{SEARCH}{path}", {"address": ADDRESS}).status_code == 403


def test_hostile_words_are_shown_as_words(moderator_client: Client) -> None:
    HeldCommentFactory(email=ADDRESS, name="<b>", text="<script>alert(1)</script>")

    page = moderator_client.post(SEARCH, {"address": ADDRESS}).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_many_comments_are_shown_in_as_many_queries_as_one(moderator_client: Client) -> None:
    comment = HeldCommentFactory(email=ADDRESS)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            moderator_client.post(SEARCH, {"address": ADDRESS})
        return len(captured)

    one = queries()
    HeldCommentFactory.create_batch(60, article=comment.article, email=ADDRESS)

    assert queries() == one
