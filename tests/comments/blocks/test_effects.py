"""What a block does to what is sent: a writer is refused, everything else is taken and put aside."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import Article
from comments.blocks import Wanted, lift, set_block
from comments.mail.recipients import hash_of
from comments.models import BlockKind, Comment, CommentBlock, Recipient, Report, Status
from comments.moderation import rescore_blocks
from comments.senders import Sender
from comments.spam.checks import LIKELY_SPAM, assess
from comments.votes import BLOCKED
from tests.comments.writing.drafts import draft, points, words
from tests.comments.writing.sending import ADDRESS, WHOLE, value_of
from tests.factories import ApprovedCommentFactory, HeldCommentFactory, LoneArticleFactory

pytestmark = pytest.mark.django_db

EMAIL = WHOLE["email"]
NEIGHBOUR, STRANGER = "203.0.113.200", "198.51.100.1"


def block(kind: BlockKind, **fields: Any) -> CommentBlock:
    row = {"kind": kind, "reason": "SECRET-REASON", "ends_at": timezone.now() + timedelta(days=7), **fields}
    made: CommentBlock = CommentBlock.objects.create(**row)
    return made


def network(level: str = "ADDRESS", address: str = ADDRESS) -> CommentBlock:
    origin = Sender(address, "").origin()
    return block(BlockKind.NETWORK, level=level, key=origin["key"], digest=origin[level])


def send(reader: Client, article: Article, address: str = ADDRESS, **fields: Any) -> Any:
    return reader.post(f"/articles/{article.slug}/comments/", WHOLE | fields, REMOTE_ADDR=address)


@pytest.mark.parametrize(
    ("ends", "contact", "said"),
    [
        (timedelta(days=7), "", "We take no comments with this email until 11 May 2026, 12:00."),
        (None, "us@kb.example", "this email at present. Your words are still here: keep a copy. If you"),
    ],
)
def test_a_blocked_writer_is_refused_in_plain_words_and_keeps_them(
    ends: timedelta | None, contact: str, said: str, reader: Client, settings: Any
) -> None:
    settings.CONTACT_EMAIL = contact
    with time_machine.travel("2026-05-04T12:00:00+01:00", tick=False):
        until = timezone.now() + ends if ends else None
        block(BlockKind.WRITER, digest=hash_of(EMAIL), ends_at=until)

        answer = send(reader, LoneArticleFactory(), email=EMAIL.upper())

    page = answer.content.decode()
    assert answer.status_code == 403
    assert said in page
    assert (contact in page) == bool(contact) or not contact
    assert value_of(page, "text") == WHOLE["text"]
    assert "SECRET-REASON" not in page
    assert not Comment.objects.exists()


def test_others_on_the_writers_connection_and_the_writer_after_the_end_are_taken(reader: Client) -> None:
    writer = block(BlockKind.WRITER, digest=hash_of(EMAIL))
    article = LoneArticleFactory()

    others = send(reader, article, email="other@private.example")
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        later = send(reader, article, text="I am back, and calm.")

    assert (others.status_code, later.status_code) == (303, 303)
    assert writer.reason not in str(Comment.objects.values_list("findings"))


def test_a_blocked_writer_neither_replies_nor_changes_a_comment_but_may_delete_it(reader: Client) -> None:
    shown = ApprovedCommentFactory()
    private = send(reader, shown.article).headers["Location"]
    block(BlockKind.WRITER, digest=hash_of(EMAIL))

    reply = reader.post(f"/comments/{shown.pk}/reply/", {**WHOLE, "rating": ""})
    changed = reader.post(f"{private}edit/", WHOLE | {"text": "Something else entirely.", "email": ""})
    deleted = reader.post(f"{private}delete/")

    assert (reply.status_code, changed.status_code, deleted.status_code) == (403, 403, 303)
    assert Comment.objects.get() == shown


def test_a_comment_that_was_taken_back_from_above_an_answer_has_no_hashes_left(reader: Client) -> None:
    private = send(reader, LoneArticleFactory()).headers["Location"]
    comment = Comment.objects.get()
    HeldCommentFactory(article=comment.article, parent=comment, rating=None)

    reader.post(f"{private}delete/")

    was_known = bool(comment.origin)
    comment.refresh_from_db()
    assert (was_known, comment.status, comment.origin) == (True, Status.REMOVED, None)


@pytest.mark.parametrize(
    ("level", "address", "is_held_back"),
    [
        ("ADDRESS", ADDRESS, True),
        ("ADDRESS", NEIGHBOUR, False),
        ("BLOCK", NEIGHBOUR, True),
        ("BLOCK", STRANGER, False),
    ],
)
def test_what_comes_from_a_blocked_network_is_taken_and_counts_as_spam(
    level: str, address: str, is_held_back: bool, reader: Client, settings: Any
) -> None:
    settings.TRUST_APPROVED_WRITERS = True
    Recipient.objects.create(address_hash=hash_of(EMAIL), confirmed_at=timezone.now())
    ApprovedCommentFactory(email=EMAIL)
    network(level)

    answer = send(reader, LoneArticleFactory(), address, rating="", text="Ours sleeps through it all.")

    sent = Comment.objects.latest("pk")
    assert answer.status_code == 303
    assert (sent.status == Status.HELD) is is_held_back
    assert (sent.score >= LIKELY_SPAM) is is_held_back
    assert "SECRET-REASON" not in reader.get(answer.headers["Location"]).content.decode()


def test_a_change_from_a_blocked_network_is_put_aside_too(reader: Client) -> None:
    private = send(reader, LoneArticleFactory(), STRANGER).headers["Location"]
    first = Comment.objects.get().origin
    network()

    reader.post(f"{private}edit/", WHOLE | {"text": "Something else entirely."}, REMOTE_ADDR=ADDRESS)

    comment = Comment.objects.get()
    assert comment.text == "Something else entirely."
    assert [found["points"] for found in comment.findings if found["check"] == "blocked"] == [10]
    assert comment.origin != first


@pytest.mark.parametrize(
    ("pattern", "fields"),
    [
        ("cheap meds", {"text": "Buy CHEAP   mеds here."}),
        ("cheap meds", {"name": "Ch3ap Med5"}),
        ("cheap meds", {"pet": "two cheap-meds"}),
    ],
)
def test_blocked_words_are_found_however_they_are_disguised(pattern: str, fields: dict[str, str]) -> None:
    row = block(BlockKind.WORDS, pattern=pattern)

    found = assess(draft(**fields))

    assert points(found, "blocked") == 10
    assert "words “cheap meds”, until" in words(found, "blocked")
    assert found.suspicions[0]["blocks"] == [row.pk]
    assert not points(assess(draft("Cheap medsins are no bargain.")), "blocked")


@pytest.mark.parametrize(
    ("said", "is_found"),
    [
        ({"text": "See https://www.spam.example/pills for more."}, True),
        ({"text": "See shop.spam.example for more."}, True),
        ({"text": "Write to me [at] spam [dot] example today."}, True),
        ({"text": "Нere: SPАM.example, thank me later."}, True),
        ({"email": "seller@spam.example"}, True),
        ({"text": "See notspam.example for more."}, False),
        ({"text": "See spam.example.org for more."}, False),
        ({"text": "Spam, for example."}, False),
    ],
)
def test_a_blocked_address_is_found_in_links_mailboxes_and_plain_words(
    said: dict[str, str], is_found: bool
) -> None:
    block(BlockKind.ADDRESS, pattern="spam.example")

    assert bool(points(assess(draft(**said)), "blocked")) is is_found


def test_a_blocked_mailbox_is_not_all_of_its_host() -> None:
    block(BlockKind.ADDRESS, pattern="seller@mail.example")

    found = assess(draft("Write to Seller@mail.example now."))
    assert points(found, "blocked") == 10
    assert not points(assess(draft("Write to other@mail.example now.")), "blocked")


def test_what_is_noted_of_a_comment_does_not_quote_a_blocked_mailbox() -> None:
    block(BlockKind.ADDRESS, pattern="seller@mail.example")

    said = words(assess(draft("Write to Seller@mail.example now.")), "blocked")

    assert "blocked: a mailbox, until" in said
    assert "seller" not in said.lower()


@pytest.mark.parametrize(
    ("pattern", "fields"),
    [
        ("free money", {"name": "Free", "text": "Money is not all that counts."}),
        ("all dogs", {"text": "Not for all", "pet": "dogs"}),
        ("gmail", {"email": "rowan@gmail.com"}),
    ],
)
def test_blocked_words_are_looked_for_in_each_field_alone_and_in_no_e_mail_address(
    pattern: str, fields: dict[str, str]
) -> None:
    block(BlockKind.WORDS, pattern=pattern)

    assert not points(assess(draft(**fields)), "blocked")


def test_a_block_that_ended_or_was_lifted_finds_nothing(moderator: User) -> None:
    row = block(BlockKind.WORDS, pattern="cheap meds", ends_at=None)
    block(BlockKind.WORDS, pattern="cheap meds", created_at=timezone.now() - timedelta(days=9)).delete()
    lift(row, by=moderator)

    assert not points(assess(draft("Buy cheap meds here, all of you.")), "blocked")


def test_held_comments_get_and_lose_what_a_block_finds(moderator: User) -> None:
    text = "Buy cheap meds here, all of you."
    comment, other = HeldCommentFactory(text=text), HeldCommentFactory()
    wanted = Wanted(BlockKind.WORDS, "Adverts.", None, pattern="cheap meds")

    row = set_block(wanted, by=moderator).block
    blocked = rescore_blocks().changed
    comment.refresh_from_db()
    score = comment.score
    lift(row, by=moderator)

    assert (blocked, score) == (1, 10)
    assert rescore_blocks().changed == 1
    for each in (comment, other):
        each.refresh_from_db()
        assert (each.score, each.findings) == (0, [])


def test_that_it_came_from_a_blocked_network_stays_until_that_block_is_lifted(
    reader: Client, moderator: User
) -> None:
    row = network()
    send(reader, LoneArticleFactory())
    comment = Comment.objects.get()

    still = rescore_blocks().changed
    lift(row, by=moderator)

    assert still == 0
    assert rescore_blocks().changed == 1
    comment.refresh_from_db()
    assert "blocked" not in {found["check"] for found in comment.findings}


def test_a_blocked_networks_vote_is_not_counted_and_that_is_said(reader: Client) -> None:
    comment = ApprovedCommentFactory()
    network()

    blocked = reader.post(f"/comments/{comment.pk}/helpful/", REMOTE_ADDR=ADDRESS)
    counted = reader.post(f"/comments/{comment.pk}/helpful/", REMOTE_ADDR=STRANGER)

    comment.refresh_from_db()
    assert BLOCKED in blocked.content.decode()
    assert (counted.status_code, comment.helpful_count) == (303, 1)


def test_a_report_from_a_blocked_network_is_read_but_hides_nothing(
    reader: Client, moderator_client: Client
) -> None:
    comment = ApprovedCommentFactory()
    network()

    for address in ("192.0.2.1", "198.51.100.1", ADDRESS):
        reader.post(f"/comments/{comment.pk}/report/", {"reason": "spam"}, REMOTE_ADDR=address)
    comment.refresh_from_db()
    after_two = comment.status
    reader.post(f"/comments/{comment.pk}/report/", {"reason": "spam"}, REMOTE_ADDR="100.64.1.1")

    comment.refresh_from_db()
    assert (after_two, comment.status) == (Status.APPROVED, Status.HELD)
    assert list(Report.objects.order_by("pk").values_list("is_blocked", flat=True)) == [
        *(False, False, True, False)
    ]
    assert "From a blocked connection" in moderator_client.get("/admin/comments/report/").content.decode()
