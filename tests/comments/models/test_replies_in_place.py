"""The database itself keeps each reply under a comment of its article, one level deep."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from threading import Barrier
from types import SimpleNamespace

import pytest
from django.core.management import CommandError
from django.db import IntegrityError, connection, transaction

from articles.models import Article
from comments.models import Comment
from tests.comments.writing.test_concurrency import at_once
from tests.constraints import is_refused
from tests.factories import ApprovedCommentFactory, HeldCommentFactory, LoneArticleFactory

CONSTRAINT = "comment_reply_is_in_place"

Break = Callable[[Comment], object]


def reply_to(parent: Comment, **fields: object) -> Comment:
    fields = {"article": parent.article, "rating": None} | fields
    reply: Comment = ApprovedCommentFactory(parent=parent, **fields)
    return reply


# Past Django, as somebody at the database's prompt does.


def move_by_hand(comment: Comment, to: Article) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE comments_comment SET article_id = %s WHERE id = %s", [to.pk, comment.pk])


def hang_by_hand(comment: Comment, under: Comment) -> int:
    """Return how many rows changed."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE comments_comment SET parent_id = %s WHERE id = %s", [under.pk, comment.pk])
        return int(cursor.rowcount)


def leave_replies(top: Comment) -> None:
    reply_to(top)
    Comment.objects.filter(pk=top.pk).update(article=LoneArticleFactory())


def become_reply(top: Comment) -> None:
    reply_to(top)
    hang_by_hand(top, ApprovedCommentFactory(article=top.article))


BREAKS: dict[str, Break] = {
    "a reply on another article": lambda top: reply_to(top, article=LoneArticleFactory()),
    "a reply to a reply": lambda top: reply_to(reply_to(top)),
    "a reply that moves away": lambda top: move_by_hand(reply_to(top), LoneArticleFactory()),
    "a comment that moves away from its replies": leave_replies,
    "a comment with replies that becomes a reply": become_reply,
    "a comment that answers itself": lambda top: hang_by_hand(top, top),
    "replies in bulk": lambda top: Comment.objects.bulk_create(
        [
            HeldCommentFactory.build(article=article, edition=None, parent=top, rating=None)
            for article in (top.article, LoneArticleFactory())
        ]
    ),
    "a bulk update": lambda top: Comment.objects.bulk_update(
        [Comment(pk=reply_to(top).pk, parent=reply_to(top))], ["parent"]
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", BREAKS)
def test_the_database_refuses(what: str) -> None:
    top = ApprovedCommentFactory(rating=None)

    assert is_refused(lambda: BREAKS[what](top), by=CONSTRAINT)


@pytest.mark.django_db
def test_a_thread_may_move_as_a_whole() -> None:
    top = ApprovedCommentFactory(rating=None)
    reply_to(top)
    elsewhere = LoneArticleFactory()

    Comment.objects.filter(article=top.article).update(article=elsewhere)
    connection.check_constraints()

    assert elsewhere.comments.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("of", ["comment", "article"])
def test_replies_go_with_what_they_answer(of: str) -> None:
    top = ApprovedCommentFactory(rating=None)
    reply_to(top)
    article = Article.objects.get(pk=top.article_id)

    (top if of == "comment" else article).delete()
    connection.check_constraints()

    assert not Comment.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", ["becomes a reply", "moves away"])
def test_of_two_who_break_it_together_one_is_refused(change: str) -> None:
    top = ApprovedCommentFactory(rating=None)
    other = ApprovedCommentFactory(article=top.article)
    elsewhere = LoneArticleFactory()
    both_wrote = Barrier(2, timeout=20)

    def refused(do: Callable[[], object]) -> bool:
        try:
            with transaction.atomic():
                do()
                both_wrote.wait()
        except IntegrityError as error:
            return CONSTRAINT in str(error)
        return False

    changes = {
        "becomes a reply": lambda: hang_by_hand(top, other),
        "moves away": lambda: move_by_hand(top, elsewhere),
    }
    answers = at_once([partial(refused, lambda: reply_to(top)), partial(refused, changes[change])])

    assert sorted(answers) == [False, True]


# --- The update of a site

# Its steps alone, on today's tables: the models name columns that later updates add.
UPDATE = import_module("comments.migrations.0009_replies_in_place")


def take_back_the_update() -> None:
    with connection.cursor() as cursor:
        # PostgreSQL alters no table while foreign keys wait to be checked.
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; {UPDATE.LET_GO}; SET CONSTRAINTS ALL DEFERRED")


def update() -> None:
    UPDATE.stop_if_out_of_place(None, SimpleNamespace(connection=connection))
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; {UPDATE.HOLD}; SET CONSTRAINTS ALL DEFERRED")


@pytest.mark.django_db
def test_an_update_keeps_comments_and_replies_and_holds_them_from_then_on() -> None:
    take_back_the_update()
    top = ApprovedCommentFactory(rating=None)
    reply = reply_to(top)
    before = list(Comment.objects.order_by("pk").values())

    update()

    assert list(Comment.objects.order_by("pk").values()) == before
    assert is_refused(lambda: reply_to(reply), by=CONSTRAINT)


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["a reply on another article", "a reply to a reply"])
def test_an_update_stops_and_names_replies_that_are_out_of_place(what: str) -> None:
    take_back_the_update()
    BREAKS[what](ApprovedCommentFactory(rating=None))
    wrong = Comment.objects.latest("pk")
    before = list(Comment.objects.order_by("pk").values())

    with pytest.raises(CommandError, match=f"another article: {wrong.pk}\\. Correct"), transaction.atomic():
        update()

    assert list(Comment.objects.order_by("pk").values()) == before
