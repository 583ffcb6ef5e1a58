"""How blocks are set, which are refused, and how they end."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import timezone

from comments.blocks import BlockRefused, NotSure, Trial, Wanted, lift, set_block
from comments.forgetting import forget
from comments.mail.recipients import hash_of
from comments.models import BlockKind, Comment, CommentBlock, Recipient
from comments.senders import Sender
from tests.constraints import is_refused
from tests.factories import ApprovedCommentFactory, HeldCommentFactory, UserFactory

pytestmark = pytest.mark.django_db

EMAIL = "rowan@private.example"
HOME = Sender("2001:db8:1:2ff::/64", "")
SCHOOL = Sender("203.0.113.7", "")


def wanted(kind: BlockKind = BlockKind.WORDS, **fields: Any) -> Wanted:
    in_a_day = timezone.now() + timedelta(days=1)
    return Wanted(**{"kind": kind, "reason": "Adverts.", "ends_at": in_a_day, **fields})


def confirmed(**fields: Any) -> Comment:
    Recipient.objects.create(address_hash=hash_of(EMAIL), confirmed_at=timezone.now())
    comment: Comment = HeldCommentFactory(email=EMAIL, **fields)
    return comment


def words(pattern: str, moderator: User, **fields: Any) -> CommentBlock:
    return set_block(wanted(pattern=pattern, **fields), by=moderator).block


def test_a_writer_is_kept_as_a_hash_and_nothing_of_the_address_is_stored(moderator: User) -> None:
    comment = confirmed()

    block = set_block(wanted(BlockKind.WRITER), by=moderator, comment=comment).block

    assert block.digest == hash_of(EMAIL)
    stored = str(CommentBlock.objects.values().get())
    assert not [part for part in ("rowan", "private", "example") if part in stored]
    assert (block.by, block.comment_number, block.is_standing) == (moderator, comment.pk, True)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"email": ""}, "No e-mail address"),
        ({"email": "other@private.example"}, "never confirmed"),
        ({"badge": "vet"}, "somebody who works here"),
    ],
)
def test_a_writer_who_is_not_known_or_works_here_is_not_blocked(
    fields: dict[str, str], why: str, moderator: User
) -> None:
    confirmed()

    with pytest.raises(BlockRefused, match=why):
        set_block(wanted(BlockKind.WRITER), by=moderator, comment=HeldCommentFactory(**fields))

    assert not CommentBlock.objects.exists()


def test_nobody_blocks_the_address_of_somebody_who_works_here(moderator: User) -> None:
    comment = confirmed()
    UserFactory(email=EMAIL.upper())

    with pytest.raises(BlockRefused, match="works here"):
        set_block(wanted(BlockKind.WRITER), by=moderator, comment=comment)
    for address in (EMAIL, "private.example"):
        with pytest.raises(BlockRefused, match="works here"):
            set_block(wanted(BlockKind.ADDRESS, pattern=address), by=moderator)


@pytest.mark.parametrize(
    ("level", "inside", "outside"),
    [
        ("HOME", "2001:db8:1:2ff::/64", "2001:db8:1:2fe::/64"),
        ("SITE", "2001:db8:1:2fe::/64", "2001:db8:1:3ff::/64"),
        ("ALLOCATION", "2001:db8:1:3ff::/64", "2001:db8:2:2ff::/64"),
    ],
)
def test_a_network_is_recognised_by_hashes_that_were_made_for_one_comment(
    level: str, inside: str, outside: str, moderator: User
) -> None:
    comment, other = HeldCommentFactory(origin=HOME.origin()), HeldCommentFactory(origin=HOME.origin())

    block = set_block(wanted(BlockKind.NETWORK, level=level), by=moderator, comment=comment).block

    assert Sender(inside, "").origin_at(block.level, block.key) == block.digest
    assert Sender(outside, "").origin_at(block.level, block.key) != block.digest
    # Nobody can tell from the rows that two comments came from one network.
    assert not set(comment.origin.values()) & set(other.origin.values())


def test_a_network_is_blocked_only_where_it_is_known_and_not_the_moderators_own(moderator: User) -> None:
    known, unknown = HeldCommentFactory(origin=SCHOOL.origin()), HeldCommentFactory()
    neighbour = Sender("203.0.113.200", "")

    with pytest.raises(BlockRefused, match="30 days"):
        set_block(wanted(BlockKind.NETWORK, level="ADDRESS"), by=moderator, comment=unknown)
    for level in ("HOME", "key", ""):
        with pytest.raises(BlockRefused, match="such a network"):
            set_block(wanted(BlockKind.NETWORK, level=level), by=moderator, comment=known)
    with pytest.raises(BlockRefused, match="You are in this network yourself"):
        set_block(wanted(BlockKind.NETWORK, level="BLOCK"), by=moderator, comment=known, sender=neighbour)
    block = set_block(
        wanted(BlockKind.NETWORK, level="ADDRESS"), by=moderator, comment=known, sender=neighbour
    ).block
    assert block.is_standing


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("https://www.Spam.example/buy?now=1", "spam.example"),
        ("spam [dot] example", "spam.example"),
        ("mailto:Seller@Spam.example", "seller@spam.example"),
    ],
)
def test_an_address_is_stored_without_what_leads_further(typed: str, stored: str, moderator: User) -> None:
    assert set_block(wanted(BlockKind.ADDRESS, pattern=typed), by=moderator).block.pattern == stored


@pytest.mark.parametrize(
    "typed", ["spam", "com", "a spam.example b", "https://", "kb.example.org", "co.uk", "org.au"]
)
def test_what_is_no_address_or_our_own_is_refused(typed: str, moderator: User, settings: Any) -> None:
    settings.SITE_URL = "https://kb.example.org"

    with pytest.raises(BlockRefused, match="address"):
        set_block(wanted(BlockKind.ADDRESS, pattern=typed), by=moderator)


@pytest.mark.parametrize("typed", ["the", "  d o ", "!!!", "\u200b"])
def test_a_word_that_says_too_little_is_refused(typed: str, moderator: User) -> None:
    with pytest.raises(BlockRefused):
        words(typed, moderator)


@pytest.mark.parametrize(
    "typed", ["seller@mail.example", "Write to seller@mail.example", "seller [at] mail [dot] example"]
)
def test_a_mailbox_is_no_words_so_that_it_is_found_and_forgotten_as_an_address(
    typed: str, moderator: User
) -> None:
    with pytest.raises(BlockRefused, match="mailbox"):
        words(typed, moderator)


def test_words_are_not_tried_on_e_mail_addresses_nor_across_two_fields(moderator: User) -> None:
    ApprovedCommentFactory(name="Free", text="Money is not all that counts.", email="rowan@gmail.com")

    caught = [
        set_block(wanted(pattern=pattern), by=moderator).trial
        for pattern in ("free money", "gmail", "gmail com")
    ]

    assert caught == [Trial(0, 1)] * 3


def test_it_is_said_how_many_approved_comments_it_would_have_caught(moderator: User) -> None:
    for text in ("Our vet said so, and she is right.", "We waited.", "It went away.", "Two days, no more."):
        ApprovedCommentFactory(text=text)
    HeldCommentFactory(text="Our vet said so.")

    with pytest.raises(NotSure, match="caught 1 of the last 4 approved comments"):
        words("our vet", moderator)
    nothing_yet = CommentBlock.objects.exists()
    new = set_block(wanted(pattern="our vet"), by=moderator, is_sure=True)

    assert not nothing_yet
    assert new.trial == Trial(1, 4)


@pytest.mark.parametrize("typed", ["dog", "ж", "кот", "犬"])
def test_a_word_that_is_too_short_is_refused_in_every_script(typed: str, moderator: User) -> None:
    with pytest.raises(BlockRefused, match="so short a word"):
        set_block(wanted(pattern=typed), by=moderator)


def test_words_that_many_good_comments_say_are_refused_even_to_the_sure(moderator: User) -> None:
    for number in range(6):
        ApprovedCommentFactory(text=f"Ours sleeps there too, {number} days now.")

    with pytest.raises(BlockRefused, match="caught 6 of the last 6 approved comments. That is too many"):
        set_block(wanted(pattern="sleeps"), by=moderator, is_sure=True)


def test_the_same_is_not_blocked_twice_while_it_stands(moderator: User) -> None:
    block = words("Cheap  meds", moderator)

    with pytest.raises(BlockRefused, match="blocked already, until"):
        words("cheap mеds", moderator)
    assert lift(block, by=moderator)
    assert words("cheap meds", moderator).is_standing


def test_there_are_only_so_many_blocks(moderator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comments.blocks.setting.MOST_STANDING", 1)
    words("cheap meds", moderator)

    with pytest.raises(BlockRefused, match="1 blocks stand already"):
        words("cheap watches", moderator)


def test_a_block_ends_by_itself_or_is_lifted_once_and_stays_in_the_history(moderator: User) -> None:
    ends, stays = words("cheap meds", moderator), words("cheap watches", moderator, ends_at=None)

    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert list(CommentBlock.objects.standing()) == [stays]
        assert list(CommentBlock.objects.ended()) == [ends]
        assert not lift(ends, by=moderator)
        assert lift(stays, by=moderator)
        assert not lift(stays, by=moderator)
    stays.refresh_from_db()
    assert (stays.lifted_by, list(CommentBlock.objects.lifted())) == (moderator, [stays])
    assert CommentBlock.objects.count() == 2


def test_hashes_of_blocks_and_comments_are_erased_30_days_after_their_end(moderator: User) -> None:
    comment = confirmed(origin=SCHOOL.origin())
    level = {"level": "ADDRESS"}
    writer = set_block(wanted(BlockKind.WRITER), by=moderator, comment=comment).block
    lifted = set_block(wanted(BlockKind.NETWORK, **level), by=moderator, comment=comment).block
    lift(lifted, by=moderator)
    good = set_block(wanted(BlockKind.NETWORK, ends_at=None, **level), by=moderator, comment=comment).block

    forget(timezone.now() + timedelta(days=29))
    kept = CommentBlock.objects.exclude(digest="").count()
    forget(timezone.now() + timedelta(days=32))

    comment.refresh_from_db()
    assert kept == 3
    assert comment.origin is None
    assert list(CommentBlock.objects.exclude(digest="").values_list("pk", "key")) == [(good.pk, good.key)]
    assert CommentBlock.objects.get(pk=writer.pk).reason == "Adverts."


def test_a_mailbox_is_forgotten_30_days_after_its_block_ended_or_was_lifted(moderator: User) -> None:
    def block(pattern: str, **fields: Any) -> CommentBlock:
        return set_block(wanted(BlockKind.ADDRESS, pattern=pattern, **fields), by=moderator).block

    ended, lifted = block("seller@mail.example"), block("other@mail.example", ends_at=None)
    lift(lifted, by=moderator)
    stands, host = block("third@mail.example", ends_at=None), block("spam.example")
    in_a_month = timezone.now() + timedelta(days=32)

    forget(timezone.now() + timedelta(days=29))
    kept = CommentBlock.objects.filter(pattern__contains="@").count()
    forget(in_a_month)

    assert kept == 3
    left = CommentBlock.objects.order_by("pk").values_list("pk", "pattern")
    assert list(left) == [
        (ended.pk, "a mailbox"),
        (lifted.pk, "a mailbox"),
        (stands.pk, "third@mail.example"),
        (host.pk, "spam.example"),
    ]
    assert forget(in_a_month) == 0


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"kind": "junk"}, "block_is_known_by_one_thing"),
        ({"reason": ""}, "block_has_a_reason"),
        ({"ends_at": timezone.now() - timedelta(days=1)}, "block_ends_after_its_start"),
        ({"pattern": ""}, "block_is_known_by_one_thing"),
        ({"kind": "writer"}, "block_is_known_by_one_thing"),
    ],
)
def test_the_database_refuses_a_block_that_makes_no_sense(fields: dict[str, Any], constraint: str) -> None:
    row = {"kind": "words", "pattern": "cheap meds", "reason": "Adverts."} | fields

    assert is_refused(lambda: CommentBlock.objects.create(**row), by=constraint)
