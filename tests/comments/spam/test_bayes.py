"""What the spam checks learn: each decision counts once, can be undone, and is explained."""

from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles.models import Article
from comments.models import Comment, Status, WordCount
from comments.models.comment import TO_LEARN
from comments.moderation import approve, mark_spam, reject
from comments.spam import bayes
from comments.spam.checks import Draft, assess
from tests.comments.writing.test_concurrency import at_once
from tests.factories import HeldCommentFactory, LoneArticleFactory

pytestmark = pytest.mark.django_db

SPAM = "Zebra tokens pay zebra dividends at https://zebra.example.com/win"
HAM = "Our rabbit thumps whenever the fox walks past the hutch"

Counts = dict[str, tuple[int, int]]


def counts() -> Counts:
    rows = WordCount.objects.values_list("word", "approved", "spam")
    return {word: (approved, spam) for word, approved, spam in rows if word or approved or spam}


def expected() -> Counts:
    """The counts as the statuses of all comments require them."""
    found: dict[str, Counter[str]] = {}
    for comment in Comment.objects.filter(status__in=bayes.KINDS):
        for word in ("", *bayes.tokens(comment.text)):
            found.setdefault(word, Counter())[comment.status] += 1
    return {word: (kinds["approved"], kinds["spam"]) for word, kinds in found.items()}


def decided(status: Status, text: str, count: int, article: Article | None = None) -> list[Comment]:
    article = article or LoneArticleFactory()
    comments: list[Comment] = HeldCommentFactory.create_batch(
        count, article=article, status=status, text=text
    )
    return comments


@pytest.fixture
def taught() -> Article:
    article = LoneArticleFactory()
    decided(Status.SPAM, SPAM, bayes.ENOUGH_OF_EACH, article)
    decided(Status.APPROVED, HAM, bayes.ENOUGH_OF_EACH, article)
    bayes.catch_up()
    return article


def test_each_word_counts_once_for_a_comment_and_links_by_their_host() -> None:
    decided(Status.SPAM, SPAM, 1)

    assert bayes.catch_up() == 1
    assert counts() == dict.fromkeys(
        ["", "zebra", "tokens", "pay", "dividends", "link:", "link:zebra.example.com"], (0, 1)
    )


def test_what_waits_or_was_rejected_teaches_nothing() -> None:
    decided(Status.HELD, HAM, 2)
    decided(Status.REJECTED, SPAM, 2)
    HeldCommentFactory(text="", name="", status=Status.APPROVED)

    bayes.catch_up()

    assert counts() == {}


def test_a_decision_is_learned_once_however_often_it_is_asked_for() -> None:
    decided(Status.APPROVED, HAM, 3)

    assert [bayes.catch_up() for _ in range(3)] == [3, 0, 0]
    assert counts() == expected()


@pytest.mark.parametrize("later", [Status.SPAM, Status.REJECTED, Status.HELD])
def test_a_decision_that_is_taken_back_moves_its_words(later: Status) -> None:
    [comment, _] = decided(Status.APPROVED, HAM, 2)
    bayes.catch_up()

    Comment.objects.filter(pk=comment.pk).update(status=later)
    bayes.catch_up()

    assert counts() == expected()


def test_more_comments_than_one_batch_are_all_learned() -> None:
    decided(Status.SPAM, SPAM, bayes.BATCH + 3)

    assert bayes.catch_up() == bayes.BATCH + 3
    assert counts() == expected()


def test_what_goes_leaves_no_word_behind() -> None:
    kept, *gone = decided(Status.APPROVED, HAM, 3)
    odd = decided(Status.APPROVED, "Guinea pigs wheek", 1)
    bayes.catch_up()

    bayes.unlearn([*gone, *odd])
    Comment.objects.exclude(pk=kept.pk).delete()

    assert counts() == expected()
    assert not WordCount.objects.filter(word="wheek").exists()
    assert bayes.catch_up() == 0


def test_a_comment_whose_words_change_is_taken_out_by_its_old_words() -> None:
    [comment] = decided(Status.APPROVED, HAM, 1)
    bayes.catch_up()
    comment.refresh_from_db()

    bayes.unlearn([comment])
    comment.text, comment.status = SPAM, Status.HELD
    comment.save()
    bayes.catch_up()

    assert counts() == {}


def test_the_words_of_a_moderators_decision_are_learned_on_commit(
    moderator: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    first, second, third = (HeldCommentFactory(text=text) for text in (SPAM, HAM, HAM))

    with django_capture_on_commit_callbacks(execute=True):
        mark_spam([first], by=moderator)
        approve([second], by=moderator)
        reject([third], by=moderator)

    assert counts()["zebra"] == (0, 1)
    assert counts()["rabbit"] == (1, 0)
    assert counts() == expected()


def test_words_say_nothing_until_enough_of_both_kinds_were_seen() -> None:
    decided(Status.SPAM, SPAM, bayes.ENOUGH_OF_EACH)
    decided(Status.APPROVED, HAM, bayes.ENOUGH_OF_EACH - 1)
    bayes.catch_up()
    assert bayes.assess(SPAM) is None

    decided(Status.APPROVED, HAM, 1)
    bayes.catch_up()

    assert bayes.assess(SPAM) is not None


def test_words_of_spam_make_spam_likely_and_words_of_readers_do_not(taught: Article) -> None:
    spam, ham = bayes.assess("Zebra tokens for everybody"), bayes.assess("The rabbit in the hutch")

    assert spam
    assert spam.probability > 0.9
    assert ham
    assert ham.probability < 0.1
    assert ham.words == []


def test_words_that_nobody_used_before_say_nothing(taught: Article) -> None:
    assert bayes.assess("Budgerigars chirp") is None
    assert bayes.assess("") is None


def test_the_suspicion_names_the_words_that_spoke_and_their_counts(taught: Article) -> None:
    draft = Draft(taught, "Zebra tokens at https://zebra.example.com/ for my own rabbit and me", "Rowan")

    [suspicion] = [found for found in assess(draft).suspicions if found["check"] == "past decisions"]

    assert suspicion["words"] == (
        "By its words it is spam with 99 % probability, going by past decisions: "
        "a link to anywhere stood in 20 spam and 0 approved comments; "
        "a link to zebra.example.com stood in 20 spam and 0 approved comments; "
        "“tokens” stood in 20 spam and 0 approved comments; "
        "“zebra” stood in 20 spam and 0 approved comments."
    )
    assert suspicion["points"] == 4


def test_a_link_that_only_spam_had_is_told_among_the_words_of_a_reader(taught: Article) -> None:
    draft = Draft(taught, f"{HAM}. More at zebra.example.com", "Rowan")

    [suspicion] = [found for found in assess(draft).suspicions if found["check"] == "past decisions"]

    assert suspicion["words"] == (
        "It links where only spam led: a link to zebra.example.com stood in 20 spam and 0 approved comments."
    )


def test_a_link_that_readers_had_too_speaks_no_louder_than_a_word(taught: Article) -> None:
    decided(Status.APPROVED, f"{HAM}. More at zebra.example.com", 1, taught)
    bayes.catch_up()

    found = assess(Draft(taught, f"{HAM}. More at zebra.example.com", "Rowan")).suspicions

    assert "past decisions" not in {suspicion["check"] for suspicion in found}


def test_readers_words_are_no_suspicion(taught: Article) -> None:
    found = assess(Draft(taught, HAM, "Rowan")).suspicions

    assert "past decisions" not in {suspicion["check"] for suspicion in found}


def test_the_command_counts_anew_what_was_lost() -> None:
    decided(Status.SPAM, SPAM, 3)
    decided(Status.APPROVED, HAM, 2)
    bayes.catch_up()
    decided(Status.APPROVED, HAM, 2)
    WordCount.objects.filter(word="zebra").delete()
    WordCount.objects.filter(word="rabbit").update(approved=70)

    call_command("learn_spam", verbosity=0)

    assert counts() == expected()


def test_what_is_left_to_learn_is_found_by_its_own_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Comment.objects.filter(TO_LEARN).order_by("pk").explain()

    assert "comment_to_learn" in plan


@settings(max_examples=200)
@given(st.text(max_size=3000))
def test_a_text_has_a_bounded_number_of_words_that_the_table_takes(text: str) -> None:
    found = bayes.tokens(text)

    assert len(found) <= bayes.MOST_WORDS
    assert all(3 <= len(word) <= 40 and "\0" not in word for word in found)


@pytest.mark.django_db(transaction=True)
def test_however_many_learn_at_once_each_comment_counts_once() -> None:
    article = LoneArticleFactory()
    for number in range(40):
        kind, text = ((Status.SPAM, SPAM), (Status.APPROVED, HAM))[number % 2]
        decided(kind, f"{text} number {'abcdefgh'[number % 8] * 4}", 1, article)

    learned = at_once([bayes.catch_up] * 8)

    assert sum(learned) == 40
    assert counts() == expected()


@pytest.mark.django_db(transaction=True)
def test_decisions_and_deletions_at_once_leave_counts_of_what_is_left(moderator: User) -> None:
    article = LoneArticleFactory()
    spam = HeldCommentFactory.create_batch(12, article=article, text=SPAM)
    ham = HeldCommentFactory.create_batch(12, article=article, text=HAM)
    approve(ham, by=moderator)

    @transaction.atomic
    def forget(comments: list[Comment]) -> None:
        bayes.unlearn(comments)
        Comment.objects.filter(pk__in=[comment.pk for comment in comments]).delete()

    works: list[Callable[[], object]] = [
        *(partial(mark_spam, [comment], by=moderator) for comment in spam),
        *(partial(reject, [comment], by=moderator) for comment in ham[:4]),
        *(partial(forget, [comment]) for comment in ham[4:8]),
        bayes.catch_up,
    ]
    at_once(works)
    bayes.catch_up()

    assert counts() == expected()
    assert counts()["zebra"] == (0, 12)


@pytest.mark.django_db(transaction=True)
def test_what_is_about_to_go_is_not_learned_meanwhile() -> None:
    comments = decided(Status.APPROVED, HAM, 2)

    with transaction.atomic():
        bayes.unlearn(comments[:1])
        at_once([bayes.catch_up])
        Comment.objects.filter(pk=comments[0].pk).delete()

    assert counts() == expected()
