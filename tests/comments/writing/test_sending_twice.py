"""The same form sent twice makes one comment; anything that differs makes another one."""

from pathlib import Path

import pytest
import time_machine
from django.test import Client

from comments.models import Comment, Photo, Status
from tests.comments.writing.sending import ADDRESS, UNRATED, WHOLE, send, stored_files
from tests.factories import (
    ApprovedCommentFactory,
    LoneArticleFactory,
    image_bytes,
    photo_upload,
)

pytestmark = pytest.mark.django_db


def test_a_double_submit_makes_one_comment_and_one_photo_and_leads_to_one_page(
    reader: Client, media: Path
) -> None:
    article = LoneArticleFactory()

    first = send(reader, article, **WHOLE, photo=photo_upload())
    files = stored_files(media)
    second = send(reader, article, **WHOLE, photo=photo_upload(name="again.jpg"))

    assert first.headers["Location"] == second.headers["Location"]
    assert (Comment.objects.count(), Photo.objects.count()) == (1, 1)
    assert stored_files(media) == files
    assert len(files) == len(Photo.objects.get().image.names)


def test_a_double_submit_decodes_the_photo_once(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    article = LoneArticleFactory()
    send(reader, article, **WHOLE, photo=photo_upload())
    monkeypatch.setattr("comments.writing.photo_turns.store_image", lambda *_: pytest.fail("decoded again"))

    answer = send(reader, article, **WHOLE, photo=photo_upload())

    assert answer.status_code == 303


def test_sending_again_after_the_decision_holds_nothing_anew(reader: Client) -> None:
    article = LoneArticleFactory()
    first = send(reader, article, **WHOLE)
    Comment.objects.update(status=Status.REJECTED)

    second = send(reader, article, **WHOLE)

    assert first.headers["Location"] == second.headers["Location"]
    assert Comment.objects.get().status == Status.REJECTED


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Robin"},
        {"text": WHOLE["text"] + "!"},
        {"pet": "three beagles"},
        {"email": ""},
        {"rating": "5"},
        # Fields are kept apart: "Rowan" + "two" is not "Rowant" + "wo".
        {"pet": WHOLE["pet"] + "r", "email": WHOLE["email"][1:]},
    ],
)
def test_different_words_are_another_comment(change: dict[str, str], reader: Client) -> None:
    article = LoneArticleFactory()
    first = send(reader, article, **UNRATED)

    second = send(reader, article, **UNRATED | change)

    assert first.headers["Location"] != second.headers["Location"]
    assert Comment.objects.count() == 2


def test_another_photo_is_another_comment(reader: Client) -> None:
    article = LoneArticleFactory()
    send(reader, article, **UNRATED, photo=photo_upload())

    send(reader, article, **UNRATED, photo=photo_upload(image_bytes(color="navy")))
    send(reader, article, **UNRATED)

    assert (Comment.objects.count(), Photo.objects.count()) == (3, 2)


def test_the_same_words_about_another_article_are_another_comment(reader: Client) -> None:
    send(reader, LoneArticleFactory(), **WHOLE)

    send(reader, LoneArticleFactory(), **WHOLE)

    assert Comment.objects.count() == 2


@pytest.mark.parametrize(
    ("address", "browser", "comments"),
    [
        (ADDRESS, "A browser", 1),
        ("203.0.113.8", "A browser", 2),
        (ADDRESS, "Another browser", 2),
    ],
)
def test_the_same_words_from_another_reader_are_another_comment(
    address: str, browser: str, comments: int, reader: Client
) -> None:
    article = LoneArticleFactory()
    path = f"/articles/{article.slug}/comments/"
    reader.post(path, UNRATED, REMOTE_ADDR=ADDRESS, headers={"User-Agent": "A browser"})

    reader.post(path, UNRATED, REMOTE_ADDR=address, headers={"User-Agent": browser})

    assert Comment.objects.count() == comments


def test_the_same_words_on_another_day_are_another_comment(reader: Client) -> None:
    article = LoneArticleFactory()
    send(reader, article, **WHOLE)

    with time_machine.travel(article.created_at.replace(year=article.created_at.year + 1), tick=False):
        send(reader, article, **WHOLE)

    assert Comment.objects.count() == 2


def test_a_comment_that_stands_already_is_never_mistaken_for_a_new_one(reader: Client) -> None:
    article = LoneArticleFactory()
    ApprovedCommentFactory(article=article, **WHOLE | {"rating": 4})

    send(reader, article, **WHOLE)

    assert list(Comment.objects.order_by("pk").values_list("status", flat=True)) == ["approved", "held"]
