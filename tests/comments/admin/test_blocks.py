"""Moderators set blocks from a comment's page and from the list of blocks, and lift them there."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from comments.mail.recipients import hash_of
from comments.models import Comment, CommentBlock, Recipient
from comments.senders import Sender
from tests.comments.admin.desk import change_page, staff
from tests.factories import ApprovedCommentFactory, HeldCommentFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/comments/commentblock/"
EMAIL = "rowan@private.example"
WORDS = {"what": "words", "pattern": "cheap meds", "length": "week", "reason": "Adverts."}


def page_for(comment: Comment) -> str:
    return f"/admin/comments/comment/{comment.pk}/block/"


def known(**fields: Any) -> Comment:
    """A comment with a confirmed address, of which is known where it came from."""
    Recipient.objects.create(address_hash=hash_of(EMAIL), confirmed_at=timezone.now())
    comment: Comment = HeldCommentFactory(email=EMAIL, origin=Sender("203.0.113.7", "").origin(), **fields)
    return comment


def said(answer: Any) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


def test_the_page_of_a_comment_leads_to_a_form_that_offers_what_can_be_blocked(
    moderator_client: Client,
) -> None:
    comment, unknown = known(text="Go to https://www.spam.example/pills now."), HeldCommentFactory()

    assert f'href="{page_for(comment)}"' in moderator_client.get(change_page(comment)).content.decode()
    pages = [moderator_client.get(page_for(each)).content.decode() for each in (comment, unknown)]

    offered = [
        {value for value in ("writer", "ADDRESS", "BLOCK", "address", "words") if f'value="{value}"' in page}
        for page in pages
    ]
    assert offered == [{"writer", "ADDRESS", "BLOCK", "address", "words"}, {"address", "words"}]
    assert f"comments with {EMAIL}" in pages[0]
    assert 'value="spam.example"' in pages[0]
    assert "No e-mail address came with it." in pages[1]


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("writer", "Writer of comment {}"),
        ("ADDRESS", "Connection of comment {}"),
        ("BLOCK", "Connection of comment {} and the network around it"),
    ],
)
def test_a_block_is_set_from_a_comment(what: str, name: str, moderator_client: Client) -> None:
    comment = known()

    answer = moderator_client.post(page_for(comment), WORDS | {"what": what, "pattern": ""}, follow=True)

    block = CommentBlock.objects.get()
    assert name.format(comment.pk) == str(block)
    link = f"{LIST}{block.pk}/change/"
    assert f'<a href="{link}">{block}</a>.' in said(answer)
    assert answer.redirect_chain == [(change_page(comment), 302)]
    assert "Adverts." in moderator_client.get(link).content.decode()


@pytest.mark.parametrize(
    ("length", "ends"),
    [
        ("day", "2026-05-05T09:30:00+01:00"),
        ("month", "2026-06-03T09:30:00+01:00"),
        ("date", "2026-05-07T00:00:00+01:00"),
        ("open", None),
    ],
)
def test_it_ends_when_the_moderator_says(length: str, ends: str | None, moderator_client: Client) -> None:
    with time_machine.travel("2026-05-04T09:30:00+01:00", tick=False):
        moderator_client.post(f"{LIST}add/", WORDS | {"length": length, "until": "2026-05-06"})

    ends_at = CommentBlock.objects.get().ends_at
    assert (timezone.localtime(ends_at).isoformat() if ends_at else None) == ends


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"reason": " "}, "Say why"),
        ({"what": ""}, "Choose what is blocked."),
        ({"what": "writer"}, "writer is not one of the available choices"),
        ({"pattern": ""}, "Write the address or the words."),
        ({"pattern": "the"}, "Use at least 4 letters"),
        ({"what": "address"}, "Write an address such as"),
        ({"length": "date", "until": ""}, "Choose the last day."),
        ({"length": "date", "until": "2020-01-01"}, "from today on"),
        ({"length": "date", "until": "9999-12-31"}, "within five years"),
    ],
)
def test_a_form_with_a_fault_comes_back_with_what_was_typed(
    fields: dict[str, str], error: str, moderator_client: Client
) -> None:
    answer = moderator_client.post(f"{LIST}add/", WORDS | {"reason": "Third advert."} | fields)

    page = answer.content.decode()
    assert error in page
    assert fields.get("reason", "Third advert.").strip() in page
    assert not CommentBlock.objects.exists()


def test_words_that_good_comments_say_are_asked_about_once_more(moderator_client: Client) -> None:
    ApprovedCommentFactory(text="No cheap meds for ours.")
    held = HeldCommentFactory(text="Get cheap meds here.")

    asked = moderator_client.post(f"{LIST}add/", WORDS)
    other = moderator_client.post(f"{LIST}add/", WORDS | {"pattern": "meds", "sure": "words cheap meds"})
    none_yet = CommentBlock.objects.exists()
    done = moderator_client.post(f"{LIST}add/", WORDS | {"sure": "words cheap meds"}, follow=True)

    for page in (asked, other):
        assert "It would have caught 1 of the last 1 approved comments." in page.content.decode()
    assert 'value="words cheap meds"' in asked.content.decode()
    assert not none_yet
    assert "caught 1 of the last 1 approved comments. 1 held comment has another score now." in said(done)
    held.refresh_from_db()
    assert held.score == 10


def test_the_list_shows_what_stands_and_finds_what_ended_and_was_lifted(moderator_client: Client) -> None:
    now = timezone.now()
    for pattern, fields in (
        ("stands still", {}),
        ("over now", {"created_at": now - timedelta(days=2), "ends_at": now - timedelta(days=1)}),
        ("taken back", {"lifted_at": now}),
    ):
        CommentBlock.objects.create(kind="words", pattern=pattern, reason="Adverts.", **fields)

    shown = {}
    for state in ("", "standing", "ended", "lifted", "all", "junk"):
        page = moderator_client.get(LIST, {"state": state} if state else {}).content.decode()
        shown[state] = [name for name in ("stands still", "over now", "taken back") if name in page]

    assert shown == {
        "": ["stands still"],
        "standing": ["stands still"],
        "ended": ["over now"],
        "lifted": ["taken back"],
        "all": ["stands still", "over now", "taken back"],
        "junk": [],
    }
    assert "taken back" in moderator_client.get(f"{LIST}?state=all&q=taken").content.decode()


def test_a_block_is_lifted_by_its_button_and_says_by_whom(moderator_client: Client) -> None:
    moderator_client.post(f"{LIST}add/", WORDS)
    block = CommentBlock.objects.get()
    page = f"{LIST}{block.pk}/change/"
    held = HeldCommentFactory(
        findings=[{"check": "blocked", "points": 10, "words": "Blocked.", "blocks": [block.pk]}], score=10
    )

    button = f'action="{LIST}{block.pk}/lift/"' in moderator_client.get(page).content.decode()
    first = moderator_client.post(f"{LIST}{block.pk}/lift/", follow=True)
    second = moderator_client.post(f"{LIST}{block.pk}/lift/", follow=True)

    block.refresh_from_db()
    held.refresh_from_db()
    assert button
    assert "Lifted: Words “cheap meds”. 1 held comment has another score now." in said(first)
    assert "does not stand any more" in said(second)
    assert f"by {block.lifted_by}" in first.content.decode()
    assert "/lift/" not in first.content.decode()
    assert held.score == 0


def test_nobody_is_offered_a_block_of_what_staff_wrote(moderator_client: Client) -> None:
    reply = ApprovedCommentFactory(badge="vet")

    assert page_for(reply) not in moderator_client.get(change_page(reply)).content.decode()
    assert moderator_client.get(page_for(reply)).status_code == 404


@pytest.mark.parametrize("codenames", [("view_comment",), ("view_comment", "view_commentblock")])
def test_only_who_has_the_right_sets_and_lifts_blocks(codenames: tuple[str, ...]) -> None:
    comment, client = known(), staff(*codenames)
    block = CommentBlock.objects.create(kind="words", pattern="cheap meds", reason="Adverts.")

    answers = [
        client.post(path, WORDS | {"pattern": "cheap watches"})
        for path in (page_for(comment), f"{LIST}add/", f"{LIST}{block.pk}/lift/")
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert page_for(comment) not in client.get(change_page(comment)).content.decode()
    assert CommentBlock.objects.get().is_standing
