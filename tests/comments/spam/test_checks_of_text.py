"""What the spam checks find in the text of a comment: length, repeats, phrases, links."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from comments.models import SpamPhrase, Status
from comments.spam.checks import assess
from tests.comments.writing.drafts import STORED, draft, points, words
from tests.factories import (
    ApprovedCommentFactory,
    HeldCommentFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nice", "single word"),
        ("word " * 400, "very long (1,999 characters)"),
        ("THIS IS THE BEST PAGE I HAVE EVER SEEN", "in capitals"),
        ("Aaaaaaaaaaaaaaaaaaaaah what a dog", "same sign"),
        ("😀" * 2000, "same sign"),
        (".-" * 30, "same sign"),
    ],
)
def test_odd_lengths_shouting_and_repeated_signs_are_found(text: str, said: str) -> None:
    assert said in words(assess(draft(text)), "length")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Thank you!",
        "Is BSAVA the same as BVA, or FECAVA?",
        "Grrr... hmmm. Wow!!!",
        "犬がよく掻くので、とても助かりました。",
    ],
)
def test_ordinary_lengths_are_left_in_peace(text: str) -> None:
    assert not points(assess(draft(text)), "length")


def test_a_single_word_is_answer_enough_to_another_reader() -> None:
    assert not points(assess(draft("Thanks!", parent=ApprovedCommentFactory())), "length")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (STORED, "has the same text"),
        (f"  {STORED.upper()}\n", "has the same text"),
        (STORED.replace("bell", "b\u200bell"), "has the same text"),
        (STORED.replace("sleep", "bed"), "nearly the same text"),
        (f"Hello! {STORED}", "nearly the same text"),
    ],
)
def test_a_text_that_was_sent_before_is_found_though_it_was_touched_up(text: str, said: str) -> None:
    HeldCommentFactory(text=STORED)

    assert said in words(assess(draft(text)), "repeats")


def test_a_text_that_was_spam_before_weighs_most() -> None:
    HeldCommentFactory(text=STORED)
    HeldCommentFactory(text=STORED, status=Status.SPAM)

    assessment = assess(draft(STORED))

    assert "marked as spam" in words(assessment, "repeats")
    assert points(assessment, "repeats") == 6


def test_no_repeat_is_what_is_short_or_other_or_old_or_the_comment_itself() -> None:
    with time_machine.travel(timezone.now() - timedelta(days=15)):
        HeldCommentFactory(text=STORED)
    edited = HeldCommentFactory(text=f"{STORED} He is nine.")
    HeldCommentFactory(text="Mine does that.")

    assert not points(assess(draft(f"{STORED} He is nine.", comment_pk=edited.pk)), "repeats")
    assert not points(assess(draft("Mine does that.")), "repeats")
    assert not points(assess(draft("The dog of my aunt does this too, and then asks for food.")), "repeats")


@pytest.mark.parametrize(
    "text",
    [
        "Try the zebra discount today, everybody!",
        "try the ZEBRA   DISCOUNT today",
        "zebra\ndiscount",
        "zebra-discount",
        "Try the ｚｅｂｒａ discount",
        "Try the zеbrа dіscоunt",
        "Try the z\u200bebra dis\u00adcount",
        "Try the zébra d1scount",
    ],
)
def test_a_phrase_is_found_whatever_its_case_spacing_and_disguise(text: str) -> None:
    SpamPhrase.objects.create(phrase="Zebra  discount", points=7)

    assessment = assess(draft(text))

    assert points(assessment, "phrases") == 7
    assert "“Zebra  discount”" in words(assessment, "phrases")


def test_a_phrase_is_no_part_of_a_longer_word() -> None:
    SpamPhrase.objects.create(phrase="cialis", points=5)

    assert not points(assess(draft("We saw a specialist for his skin.")), "phrases")
    assert points(assess(draft("Cialis, here.")), "phrases") == 5


@pytest.mark.parametrize(("phrase", "text"), [("优惠", "快来看优惠活动"), ("$$$", "Earn $$$ now")])
def test_phrases_of_signs_and_of_scripts_without_spaces_are_found(phrase: str, text: str) -> None:
    SpamPhrase.objects.create(phrase=phrase, points=2)

    assert points(assess(draft(text)), "phrases") == 2


def test_many_phrases_weigh_no_more_than_the_heaviest_may() -> None:
    for number in range(5):
        SpamPhrase.objects.create(phrase=f"zebra {'abcde'[number]}", points=8)

    assessment = assess(draft("zebra a, zebra b, zebra c, zebra d, zebra e"))

    assert points(assessment, "phrases") == 10
    assert "and 2 more" in words(assessment, "phrases")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("More at https://example.org/dogs?x=1 for those who want it.", 1),
        ("More at example.com for those who want it.", 1),
        ("More at example [dot] com for those who want it.", 1),
        ("More at example dot com for those who want it.", 1),
        ("More at ｅｘａｍｐｌｅ．ｃｏｍ for those who want it.", 1),
        ("More at www.example.org and example.net for those who want it.", 2),
        ("Go to a.example.com, b.example.com, c.example.com or d.example.com for dogs.", 4),
        ("More at https://bit.ly/3xYz for those who want it.", 3),
        ("https://example.org/", 4),
        ("look: example.com", 4),
    ],
)
def test_links_weigh_by_number_and_by_what_they_hide(text: str, expected: int) -> None:
    assert points(assess(draft(text)), "links") == expected


@pytest.mark.parametrize(
    "text",
    [
        *("He ate it.It was fine.", "e.g. this, i.e. that", "At 3.30 a.m. she woke me"),
        *("Write to me at rowan@example.com about it", "http:// is how they begin"),
        *("The so-called .com boom", "Mine is 3.5kg...and growing", "dot dot dot"),
        *("He stopped.Now he sleeps.To be fair.So do I.In bed", "www.", "https://", "http://["),
    ],
)  # fmt: skip
def test_no_link_is_seen_where_none_is(text: str) -> None:
    assert not points(assess(draft(text)), "links")


def test_links_to_our_own_pages_are_no_links(settings: Any) -> None:
    settings.SITE_URL = "https://scratchpost.example"

    assert not points(assess(draft("See https://scratchpost.example/articles/thump/")), "links")
    assert points(assess(draft("See https://scratchpost.example.net/articles/ and read")), "links")


def test_a_link_in_the_name_is_found() -> None:
    assert "in the name" in words(assess(draft(name="cheap-cages.com")), "links")
