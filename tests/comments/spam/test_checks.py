"""What the spam checks find in a comment, and what they do not object to."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.models import Article
from comments import limits
from comments.mail.recipients import hash_of
from comments.models import Comment, Recipient, SpamPhrase, Status
from comments.senders import Sender
from comments.spam.checks import CHECKS, Assessment, Draft, assess
from comments.spam.checks.trust import is_trusted
from tests.comments.writing.drafts import ORDINARY, STORED, draft, points, words
from tests.factories import (
    ApprovedCommentFactory,
    ContributorFactory,
    DraftArticleFactory,
    HeldCommentFactory,
)

pytestmark = pytest.mark.django_db

HERE = Sender("203.0.113.7", "A browser")
THERE = Sender("203.0.113.8", "A browser")
EMAIL = "rowan@example.org"


def confirmed(email: str = EMAIL, *statuses: Status) -> None:
    Recipient.objects.create(address_hash=hash_of(email), confirmed_at=timezone.now())
    for status in statuses:
        HeldCommentFactory(email=email, status=status)


def test_an_ordinary_comment_of_a_new_reader_has_one_point_for_being_new() -> None:
    assessment = assess(draft())

    assert [suspicion["check"] for suspicion in assessment.suspicions] == ["new poster"]
    assert assessment.score == 1


def test_nothing_speaks_against_somebody_known_who_writes_an_ordinary_comment() -> None:
    confirmed(EMAIL, Status.APPROVED)

    assert assess(draft(email=EMAIL)) == Assessment(0, [])


def test_the_score_is_the_sum_of_what_was_found_and_every_suspicion_is_one_sentence() -> None:
    SpamPhrase.objects.create(phrase="zebra discount", points=7)
    text = "ZEBRA DISCOUNT!!! VISIT HTTP://BIT.LY/ZZZ OR ZEBRA.EXAMPLE.COM NOW, ALL OF YOU"

    assessment = assess(draft(text, has_photo=True, name="Moderator"))

    found = [suspicion["check"] for suspicion in assessment.suspicions]
    assert found == ["length", "phrases", "links", "new poster", "image", "posing"]
    assert assessment.score == sum(suspicion["points"] for suspicion in assessment.suspicions)
    assert all(suspicion["words"].endswith(".") for suspicion in assessment.suspicions)
    assert all(suspicion["points"] > 0 for suspicion in assessment.suspicions)


@time_machine.travel("2026-05-03T12:00:10Z", tick=False)
def test_several_comments_of_one_connection_in_a_minute_are_found() -> None:
    for _ in range(2):
        limits.count(HERE)

    assert "2 comments before it" in words(assess(draft(sender=HERE)), "flood")
    assert not points(assess(draft(sender=THERE)), "flood")
    assert not points(assess(draft()), "flood")


def test_many_comments_of_one_connection_in_a_day_are_found() -> None:
    with time_machine.travel("2026-05-03T12:00:10Z", tick=False) as clock:
        for _ in range(6):
            limits.count(HERE)
            clock.shift(timedelta(minutes=1))

        assert "6 comments before it came from the same connection today" in words(
            assess(draft(sender=HERE)), "flood"
        )

        clock.shift(timedelta(days=1))
        assert not points(assess(draft(sender=HERE)), "flood")


def test_an_address_is_new_until_it_was_confirmed_and_approved() -> None:
    ApprovedCommentFactory(email=EMAIL)
    assert points(assess(draft(email=EMAIL)), "new poster") == 1

    confirmed(EMAIL)

    assert not points(assess(draft(email=EMAIL)), "new poster")
    assert not points(assess(draft(email=f" {EMAIL.title()}")), "new poster")
    assert points(assess(draft(email="somebody@example.org")), "new poster") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 1), ("Look!", 1), ("My dog at example.com, after his bath", 2), ("This is how his ear looked.", 0)],
)
def test_a_photo_needs_a_word_of_explanation(text: str, expected: int) -> None:
    assert points(assess(draft(text, has_photo=True)), "image") == expected
    assert not points(assess(draft(text)), "image")


def test_a_name_like_ours_is_found() -> None:
    ContributorFactory(name="Vera Ito")

    assert "looks like one of ours" in words(assess(draft(name="Vеra lto")), "look-alike name")


@pytest.mark.parametrize(
    ("fields", "expected", "told"),
    [
        ({"name": "Site team"}, 5, "The name “Site team” sounds like one of the site’s people"),
        ({"name": "Dr Smith"}, 3, "The name “Dr Smith” sounds like a vet"),
        ({"pet": "I am a vet"}, 3, "The line about pets “I am a vet” sounds like a vet"),
        ({"name": "Ruth", "pet": "Moderator"}, 5, "“Moderator” sounds like one of the site’s people"),
    ],
)
def test_moderators_are_told_who_poses_and_where(fields: dict[str, str], expected: int, told: str) -> None:
    assessment = assess(draft(**fields))

    assert points(assessment, "posing") == expected
    assert told in words(assessment, "posing")


@pytest.mark.parametrize(
    ("statuses", "trusted"),
    [
        ([], False),
        ([Status.HELD], False),
        ([Status.APPROVED], True),
        ([Status.APPROVED, Status.HELD], True),
        ([Status.APPROVED, Status.REJECTED], False),
        ([Status.APPROVED, Status.APPROVED, Status.SPAM], False),
    ],
)
def test_an_address_is_trusted_by_what_was_decided_of_its_comments(
    statuses: list[Status], trusted: bool
) -> None:
    confirmed(EMAIL, *statuses)

    assert is_trusted(EMAIL) is trusted
    assert is_trusted(EMAIL.upper()) is trusted


@pytest.mark.parametrize("email", ["", " ", EMAIL, "\0", "\ud800@example.org"])
def test_an_address_that_nobody_confirmed_is_not_trusted(email: str) -> None:
    ApprovedCommentFactory(email=EMAIL)
    ApprovedCommentFactory(email="")

    assert not is_trusted(email)


TEXTS = [
    "",
    ORDINARY,
    "\0",
    "\ud800 lone",
    "😀" * 2000,
    "\u202ertl\u202c" * 300,
    "a.b" * 900,
    "\ufdfa" * 2000,
    " . " * 900,
]


@pytest.mark.parametrize("stored", [1, 60])
def test_a_comment_costs_as_many_queries_whatever_it_says_and_however_many_there_are(stored: int) -> None:
    like = HeldCommentFactory(text=STORED)
    rows = [
        Comment(article=like.article, name="Rowan", text=f"{STORED} {number}", submission=f"n{number}")
        for number in range(stored)
    ]
    Comment.objects.bulk_create(rows)

    for text in TEXTS:
        written = draft(text, sender=HERE, email=EMAIL)
        with CaptureQueriesContext(connection) as queries:
            assess(written)

        # Blocks, repeats, phrases, flood, new poster, two of names, past decisions.
        assert len(queries) == 8, text


def test_each_check_is_asked_once_in_the_order_in_which_it_is_told() -> None:
    assert [check.__name__.removeprefix("check_") for check in CHECKS] == [
        *("blocked", "length", "repeats", "phrases", "links", "flood", "newcomer", "image", "lookalike"),
        *("posing", "decided"),
    ]


class TestAnyText(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        HeldCommentFactory(article=DraftArticleFactory(), edition=None, text=STORED)

    @settings(max_examples=150)
    @given(st.text(max_size=300), st.text(max_size=60), st.text(max_size=30), st.booleans())
    def test_no_text_is_an_error(self, text: str, name: str, email: str, has_photo: bool) -> None:
        assessment = assess(Draft(Article(), text, name, email, has_photo, HERE))

        assert 0 <= assessment.score <= 32_767
