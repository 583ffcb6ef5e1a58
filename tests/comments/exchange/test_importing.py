"""An import is whole or nothing, known again, held by default, and tells nobody."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from comments import moderation
from comments.exchange import cleaning, importing
from comments.exchange.planning import submission_of
from comments.feed import newest
from comments.mail import digest
from comments.models import Comment, Decision, DigestClock, QueuedMail, Recipient, Status, WordCount
from tests.comments.exchange.conftest import Import
from tests.comments.exchange.files import disqus, post, remark42
from tests.factories import ApprovedCommentFactory, DangerPhraseFactory

pytestmark = pytest.mark.django_db

TWO = disqus(post(1, email="ada@example.org"), post(2, parent=1))


def test_comments_are_held_unless_the_operator_says_otherwise(article: Article, take: Import) -> None:
    told = take("disqus", TWO)

    assert set(Comment.objects.values_list("status", flat=True)) == {Status.HELD}
    assert "Tell your moderators that 2 more comments wait." in told
    article.refresh_from_db()
    assert (article.comment_count, Decision.objects.count()) == (0, 0)


def test_approved_ones_are_shown_counted_and_logged(article: Article, take: Import) -> None:
    take("disqus", TWO, "--approved")

    article.refresh_from_db()
    assert article.comment_count == 2
    logged = Decision.objects.filter(by=None).values_list("action", "before", "after")
    assert list(logged) == [("approve", "held", "approved")] * 2
    assert not Comment.objects.filter(is_vouched=True).exists()
    assert WordCount.objects.get(word="").approved == 2


def test_an_imported_approval_can_be_undone(article: Article, take: Import, moderator: Any) -> None:
    take("disqus", disqus(post(1)), "--approved")

    moderation.undo(Decision.objects.get(), by=moderator)

    assert Comment.objects.get().status == Status.HELD


def test_the_same_file_adds_nothing_and_a_longer_one_adds_the_rest(article: Article, take: Import) -> None:
    take("disqus", TWO)
    # After this the site has forgotten the digests of everything that is older than two days.
    call_command("forget", verbosity=0)

    told = take("disqus", disqus(post(1), post(2, parent=1), post(3, parent=2)))

    assert "Here already, and left as they are: 2" in told
    first, second, third = Comment.objects.order_by("created_at")
    assert (second.parent, third.parent) == (first, first)


def test_a_dry_run_writes_nothing(article: Article, take: Import) -> None:
    with CaptureQueriesContext(connection) as asked:
        told = take("disqus", TWO, "--dry-run")

    assert "New: 2" in told
    assert "dry run" in told
    assert not [one for one in asked if not one["sql"].startswith(("SELECT", "\n", "SAVEPOINT", "RELEASE"))]
    assert not Comment.objects.exists()


def test_a_dry_run_says_how_many_may_mean_danger(article: Article, take: Import) -> None:
    DangerPhraseFactory(name="Chocolate", phrases="ate chocolate")

    told = take("disqus", disqus(post(1, text="My dog ate chocolate."), post(2)), "--dry-run")

    assert "1 may mean danger" in told


def test_a_fault_half_way_leaves_nothing(
    article: Article, take: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Article) -> None:
        raise RuntimeError

    monkeypatch.setattr(moderation, "recount", fail)

    with pytest.raises(RuntimeError):
        take("disqus", TWO, "--approved")

    assert not Comment.objects.exists()
    assert not Decision.objects.exists()


def test_nobody_gets_a_letter(article: Article, take: Import, settings: Any, moderator: Any) -> None:
    settings.EMAIL_URL = "smtp://localhost:25"
    DigestClock.objects.create(pk=1, last_sent_at=timezone.now() - timedelta(hours=2), waiting=0)
    moderator.email = "moderator@example.org"
    moderator.save()

    take("disqus", TWO, "--held")

    assert digest.queue_if_due() == 0
    assert not QueuedMail.objects.exists()
    assert not Recipient.objects.exists()


def test_what_the_checks_find_and_where_it_comes_from_is_noted(article: Article, take: Import) -> None:
    DangerPhraseFactory(name="Chocolate", phrases="ate chocolate")

    take(
        "disqus",
        disqus(post(1, text="http://shop.example/ http://shop.example/2"), post(2, text="Ate chocolate")),
    )

    linking, urgent = Comment.objects.order_by("created_at")
    assert linking.findings[0]["words"] == "Imported from Disqus: approved there."
    assert "links" in {one["check"] for one in linking.findings}
    assert linking.score > 0
    assert (urgent.is_urgent, urgent.dangers) == (True, ["Chocolate"])


def test_only_so_many_are_checked(article: Article, take: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST_CHECKED", 1)

    take("disqus", TWO)

    last = Comment.objects.order_by("created_at")[1]
    assert last.findings[-1]["words"].startswith("Not checked")


def test_queries_grow_with_batches_and_not_with_comments(article: Article, take: Import) -> None:
    counts = []
    # The first import also reads what is kept for the next ones.
    for first, number in ((1, 1), (10, 3), (100, 40)):
        with CaptureQueriesContext(connection) as asked:
            take("disqus", disqus(*(post(first + one) for one in range(number))), "--approved")
        counts.append(len(asked))

    assert counts[1] == counts[2]


@pytest.mark.parametrize(
    ("choice", "kept"), [("skip", []), ("cut", [f"{'word ' * 399}word…"])], ids=["skip", "cut"]
)
def test_a_long_text_is_never_cut_unasked(
    choice: str, kept: list[str], article: Article, take: Import
) -> None:
    long = disqus(post(1, text="word " * 401))
    with pytest.raises(CommandError, match=r"longer than 2,000 characters \(--long-texts"):
        take("disqus", long)

    take("disqus", long, "--long-texts", choice)

    assert list(Comment.objects.values_list("text", flat=True)) == kept


def test_a_long_name_is_cut_visibly_and_said(article: Article, take: Import) -> None:
    told = take("disqus", disqus(post(1, name="A" * 50)))

    assert Comment.objects.get().name == "A" * 39 + "…"
    assert "name cut: 1" in told


def test_addresses_can_be_left_out(article: Article, take: Import) -> None:
    take("disqus", TWO, "--without-addresses")

    assert not Comment.objects.exclude(email="").exists()


def test_too_many_comments_are_refused(
    article: Article, take: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cleaning, "MOST_COMMENTS", 1)

    with pytest.raises(CommandError, match="more than 1 comments"):
        take("disqus", TWO)


def test_a_comment_written_here_is_not_imported_again(take: Import, article: Article) -> None:
    at = "2017-01-02T03:04:05+00:00"
    here = ApprovedCommentFactory(article=article, name="Cy", text="Hello")
    Comment.objects.update(created_at=at)

    told = take("remark42", remark42({"id": "x", "time": at}))

    assert "Here already, and left as they are: 1" in told
    assert list(Comment.objects.all()) == [here]


def test_another_import_at_the_same_time_stops_this_one(
    article: Article, take: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = importing._number

    def meanwhile(*args: Any) -> None:
        ApprovedCommentFactory(submission=submission_of("disqus", "1"))
        number(*args)

    monkeypatch.setattr(importing, "_number", meanwhile)

    with pytest.raises(CommandError, match="perhaps by another import"):
        take("disqus", TWO)

    assert not Comment.objects.filter(article=article).exists()


def test_feeds_do_not_give_out_old_comments_as_news(article: Article, take: Import) -> None:
    here = ApprovedCommentFactory(article=article, decided_at=timezone.now() - timedelta(days=9))

    take("disqus", TWO, "--approved")

    first, second = Comment.objects.exclude(pk=here.pk).order_by("created_at")
    assert list(newest()) == [here, second, first]
