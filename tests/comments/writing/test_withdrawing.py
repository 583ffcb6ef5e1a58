"""Writers can download or delete their comment through the private link."""

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from PIL import Image

from articles.models import Article
from articles.publishing.addresses import change_address
from comments import moderation
from comments.mail.recipients import confirm, confirmed_among, hash_of, may_ask
from comments.models import Comment, Decision, Photo, Status
from comments.subjects import erase
from comments.writing.withdrawing import take_back
from tests.factories import HeldCommentFactory, LoneArticleFactory, image_bytes, photo_upload

pytestmark = pytest.mark.django_db

WORDS = {
    "name": "Rowan",
    "text": "Mine kicks with both legs “at once”.",
    "pet": "two beagles",
    "email": "rowan@private.example",
    "rating": "4",
}


@pytest.fixture
def article() -> Article:
    return LoneArticleFactory()


@pytest.fixture
def link(reader: Client, article: Article) -> str:
    """The private link of a comment with everything in it."""
    form = WORDS | {"photo": photo_upload(image_bytes((300, 200)))}
    return str(reader.post(f"/articles/{article.slug}/comments/", form).headers["Location"])


def test_the_private_page_leads_to_a_copy_of_all_that_was_sent(
    reader: Client, link: str, article: Article
) -> None:
    page = reader.get(link).content.decode()
    [address] = re.findall(r'href="([^"]+/download/)"', page)

    answer = reader.get(address)

    assert answer.headers["Content-Disposition"] == 'attachment; filename="comment.zip"'
    with ZipFile(BytesIO(answer.content)) as archive:
        copy = json.loads(archive.read("comment.json"))
        photo = Image.open(BytesIO(archive.read("photo.webp")))
    assert {field: str(copy[field]) for field in WORDS} == WORDS
    assert copy["address"].endswith(article.get_absolute_url())
    assert (copy["status"], photo.format) == ("Held", "WEBP")


def test_a_rating_alone_can_be_downloaded_too(reader: Client, article: Article) -> None:
    link = reader.post(f"/articles/{article.slug}/comments/", {"rating": "2"}).headers["Location"]

    with ZipFile(BytesIO(reader.get(f"{link}download/").content)) as archive:
        assert archive.namelist() == ["comment.json"]
        assert json.loads(archive.read("comment.json"))["rating"] == 2


def test_deleting_asks_first_and_then_removes_every_row(reader: Client, link: str) -> None:
    asked = reader.get(f"{link}delete/")
    assert "Delete what you sent?" in asked.content.decode()
    assert Comment.objects.count() == 1

    answer = reader.post(f"{link}delete/", follow=True)

    assert answer.redirect_chain[0][1] == 303
    assert "What you sent is deleted" in answer.content.decode()
    assert (Comment.objects.count(), Photo.objects.count()) == (0, 0)
    assert reader.get(link).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_files_of_a_deleted_photo_are_gone(reader: Client, link: str, media: Path) -> None:
    files = [media / name for name in Photo.objects.get().image.names]
    assert all(file.exists() for file in files)

    reader.post(f"{link}delete/")

    assert not any(file.exists() for file in files)


def test_what_was_approved_leaves_page_and_counts_at_once(
    reader: Client, link: str, article: Article, moderator: User
) -> None:
    moderation.approve(Comment.objects.all(), by=moderator)
    assert WORDS["name"] in reader.get(article.get_absolute_url()).content.decode()

    reader.post(f"{link}delete/")

    article.refresh_from_db()
    assert (article.comment_count, sum(article.rating_counts)) == (0, 0)
    assert "Mine kicks" not in reader.get(article.get_absolute_url()).content.decode()


def test_the_name_goes_from_the_moderators_log_too(reader: Client, link: str, moderator: User) -> None:
    comment = Comment.objects.get()
    kind = ContentType.objects.get_for_model(Comment)
    LogEntry.objects.create(
        user=moderator,
        content_type=kind,
        object_id=str(comment.pk),
        object_repr=str(comment),
        action_flag=CHANGE,
    )

    reader.post(f"{link}delete/")

    assert not LogEntry.objects.filter(object_repr__contains="Rowan").exists()
    assert LogEntry.objects.count() == 1


def test_pressed_twice_it_says_the_same(reader: Client, link: str) -> None:
    answers = [reader.post(f"{link}delete/", follow=True) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]


@pytest.mark.parametrize(
    "headers",
    [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}],
    ids=["silent", "cross-site", "origin", "null"],
)
def test_no_other_site_can_delete_it(headers: dict[str, str], link: str) -> None:
    answer = Client(headers=headers).post(f"{link}delete/")

    assert answer.status_code == 403
    assert "Nothing was deleted" in answer.content.decode()
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("part", ["", "download/", "delete/"])
def test_nobody_else_gets_in(part: str, link: str, reader: Client, article: Article) -> None:
    wrong = f"/articles/{article.slug}/comments/{'0' * 32}/{part}"
    elsewhere = link.replace(article.slug, LoneArticleFactory().slug) + part

    assert reader.get(wrong).status_code == 404
    assert reader.get(elsewhere).status_code == 404


@pytest.mark.parametrize("part", ["", "download/", "delete/"])
def test_these_pages_are_kept_by_nobody(part: str, link: str, reader: Client) -> None:
    answer = reader.get(link + part)

    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] in {"no-referrer", "same-origin"}


def test_a_link_from_before_its_article_moved_still_deletes(
    reader: Client, link: str, article: Article
) -> None:
    change_address(article, slug="moved-since", by=None)

    answer = reader.post(f"{link}delete/", follow=True)

    assert answer.status_code == 200
    assert not Comment.objects.exists()


def test_what_was_deleted_meanwhile_is_left_alone(link: str, before_lock: Any, moderator: User) -> None:
    comment = Comment.objects.get()
    before_lock(lambda: Comment.objects.all().delete())

    assert not take_back(comment, by=moderator)

    assert not Decision.objects.exists()


def test_what_was_taken_back_meanwhile_is_logged_once(link: str, before_lock: Any, moderator: User) -> None:
    comment = Comment.objects.get()
    HeldCommentFactory(article=comment.article, parent=comment, rating=None)
    before_lock(lambda: take_back(Comment.objects.get(pk=comment.pk)))

    assert not take_back(comment, by=moderator)

    assert Comment.objects.get(pk=comment.pk).status == Status.REMOVED
    assert not Decision.objects.exists()


def test_the_address_that_it_has_by_then_is_forgotten(link: str, before_lock: Any) -> None:
    comment = Comment.objects.get()
    HeldCommentFactory(article=comment.article, parent=comment, rating=None)
    for address in (WORDS["email"], "new@private.example"):
        may_ask(address)
        confirm(hash_of(address))
    before_lock(lambda: Comment.objects.filter(pk=comment.pk).update(email="new@private.example"))

    assert take_back(comment)

    assert confirmed_among([WORDS["email"], "new@private.example"]) == {WORDS["email"]}


def test_a_comment_whose_address_was_changed_meanwhile_is_not_erased(before_lock: Any) -> None:
    changed = HeldCommentFactory(email=WORDS["email"])
    HeldCommentFactory(email=WORDS["email"], article=changed.article)
    before_lock(lambda: Comment.objects.filter(pk=changed.pk).update(email="ash@private.example"))

    assert erase(WORDS["email"]) == 1

    assert Comment.objects.get().email == "ash@private.example"
