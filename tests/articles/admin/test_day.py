"""The first page of the desk: what waits, by title and for whom."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection
from django.utils import timezone

from articles.admin.day import offers
from articles.admin.day import page as day
from articles.models import Article, Edition, SecondLook
from articles.models.article import Stage
from articles.publishing import send_back, submit, worklists
from tests.articles.admin.first_page import client_of, figures, html_of, rows
from tests.articles.admin.states_of_articles import one_of_each
from tests.factories import (
    ApprovedArticleFactory,
    AuthorFactory,
    DraftArticleFactory,
    EditorFactory,
    HeldCommentFactory,
    LiveArticleFactory,
    LoneArticleFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db

TWO_YEARS = timedelta(days=731)


# What waits


def test_an_editor_reads_what_waits_by_title_and_in_the_order_of_its_haste() -> None:
    editor, client = client_of("editor", "moderator")
    submit(DraftArticleFactory(title="Handed in", owner=AuthorFactory()), by=None)
    sent_back = submit(DraftArticleFactory(title="Sent back", owner=editor), by=None)
    send_back(sent_back, by=EditorFactory(first_name="Ada", last_name="Grey"), remarks="Shorter, please.")
    ApprovedArticleFactory(title="Approved")
    DraftArticleFactory(title="Begun", owner=editor)
    DraftArticleFactory(title="Somebody else’s")
    HeldCommentFactory(text="Is that so?", article=LoneArticleFactory(title="Yawning"))
    HeldCommentFactory(text="He cannot breathe", is_urgent=True, article=Article.objects.first())

    assert rows(client) == [
        ("May mean danger now", "He cannot breathe", "Read"),
        ("Sent back to you", "Sent back", "Mend"),
        ("Waits for your review", "Handed in", "Review"),
        ("Approved, only to be published", "Approved", "Publish"),
        ("You were writing", "Begun", "Go on"),
        ("A comment to read", "Is that so?", "Read"),
    ]
    html = html_of(client)
    assert "Six things wait for you; the first should be read now." in html
    assert "Ada Grey sent it back today at" in html
    assert "“Shorter, please.”" in html


def test_nobody_is_asked_to_review_what_they_wrote_or_handed_in() -> None:
    editor, client = client_of("editor")
    submit(DraftArticleFactory(title="Mine", owner=editor), by=editor)

    assert rows(client) == []


def test_a_small_correction_waits_for_a_second_look_of_somebody_else() -> None:
    _, client = client_of("editor")
    other, others_client = client_of("editor", first_name="Ada", last_name="Grey")
    edition = LiveArticleFactory(title="Corrected").editions.get()
    SecondLook.objects.create(edition=edition, person=other)
    Edition.objects.filter(pk=edition.pk).update(published_by=other)

    assert rows(client) == [("A small correction to look at", "Corrected", "Look")]
    assert "Ada Grey published it today at" in html_of(client)
    assert rows(others_client) == []


def test_a_vet_sees_signatures_with_the_minutes_that_reading_takes() -> None:
    _, client = client_of("vet")
    approved = ApprovedArticleFactory(title="Approved", body="word " * 1000)

    assert rows(client) == [("Waits for your signature", approved.title, "Read and sign")]
    html = html_of(client)
    assert "About 5 minutes to read" in html
    assert "One thing waits for you, about 5 minutes of reading." in html


def test_a_vet_is_told_which_of_their_own_texts_was_changed_or_is_due() -> None:
    vet, client = client_of("vet")
    one_of_each(vet)
    Article.objects.exclude(title="overdue").filter(stage=Stage.IN_REVIEW).delete()

    kinds = {title: kind for kind, title, _ in rows(client)}

    assert kinds["overdue"] == "Review overdue"


def test_a_moderator_sees_the_comments_and_nothing_of_the_articles() -> None:
    one_of_each(VetFactory())
    _, client = client_of("moderator")
    HeldCommentFactory(text="Is that so?", is_reported=True)

    assert [row[0] for row in rows(client)] == ["Reported by readers"]
    assert set(figures(client)) == {"comment to decide about"}
    assert "Start a draft" not in html_of(client)


def test_several_comments_that_may_mean_danger_are_one_row() -> None:
    _, client = client_of("moderator")
    article = LoneArticleFactory()
    HeldCommentFactory.create_batch(3, article=article, is_urgent=True)

    assert [row[1] for row in rows(client)] == ["3 comments name something that cannot wait"]
    assert "One thing waits for you; the first should be read now." in html_of(client)


def test_an_author_sees_their_own_texts_and_nobody_elses() -> None:
    author, client = client_of("author")
    one_of_each(VetFactory(), owner=EditorFactory())
    DraftArticleFactory(title="Mine", owner=author)
    old = LiveArticleFactory(title="Old", owner=author)
    Edition.objects.filter(article=old).update(
        live_from=timezone.now() - TWO_YEARS, reviewed_at=timezone.now() - TWO_YEARS
    )

    assert [row[:2] for row in rows(client)] == [("Review overdue", "Old"), ("You were writing", "Mine")]
    assert figures(client) == {}


def test_seven_rows_are_shown_of_each_kind_one_and_the_rest_is_a_link() -> None:
    editor, client = client_of("editor")
    for number in range(9):
        submit(DraftArticleFactory(title=f"Number {number}"), by=None)
    DraftArticleFactory.create_batch(3, owner=editor)

    found = rows(client)

    assert [kind for kind, _, _ in found] == ["Waits for your review"] * 6 + ["You were writing"]
    more = re.findall(r'<a href="([^"]*)">(\d+ more .*?)</a>', html_of(client))
    assert [words for _, words in more] == ["3 more to review", "2 more of your drafts"]
    assert len(client.get(more[0][0]).context["cl"].result_list) == 9


def test_the_longest_wait_comes_first() -> None:
    _, client = client_of("editor")
    for title in ("First", "Second"):
        submit(DraftArticleFactory(title=title), by=None)

    assert [title for _, title, _ in rows(client)] == ["First", "Second"]


def test_whoever_has_nothing_to_do_is_told_so_and_may_write() -> None:
    _, client = client_of("author")

    html = html_of(client)

    assert "Nothing waits for you" in html
    assert re.search(r'class="btn" href="/admin/articles/article/add/"', html)


def test_a_login_without_any_right_sees_an_empty_day() -> None:
    one_of_each(VetFactory())
    user, client = client_of()
    user.user_permissions.set(Permission.objects.filter(codename="publish_article"))

    html = html_of(client)

    assert (rows(client), figures(client)) == ([], {})
    assert "Everything else</h2>" not in html
    assert "Write</a>" not in html


def fails(*args: object) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nothing_of_the_kind")


def test_a_part_that_fails_says_so_and_the_rest_stands(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _, client = client_of("editor", "moderator")
    submit(DraftArticleFactory(title="Handed in"), by=None)
    HeldCommentFactory(text="Is that so?", article=LoneArticleFactory())
    monkeypatch.setattr(day.site, "asked_in_vain", fails)

    assert [title for _, title, _ in rows(client)] == ["Handed in", "Is that so?"]
    assert "What readers asked in vain could not be loaded." in html_of(client)
    assert isinstance(caplog.records[0].exc_info[1], DatabaseError)  # type: ignore[index]  # it was logged


def test_what_cannot_even_be_looked_for_says_so_and_the_rest_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    _, client = client_of("editor", "moderator")
    submit(DraftArticleFactory(title="Handed in"), by=None)
    ApprovedArticleFactory(title="Approved")
    HeldCommentFactory(text="Is that so?", article=LoneArticleFactory())
    monkeypatch.setattr(worklists, "to_approve", fails)
    monkeypatch.setattr(offers, "figures", [fails, *offers.figures])
    monkeypatch.setattr(offers, "trends", [fails, *offers.trends])

    assert [title for _, title, _ in rows(client)] == ["Approved", "Is that so?"]
    html = html_of(client)
    for part in ("Some of what waits for you", "Some figures", "Some plots"):
        assert html.count(f"{part} could not be loaded.") == 1
    assert "page readers see" in html or "pages readers see" in html
