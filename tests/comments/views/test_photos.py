"""A photo is served to those who may see its comment, and its address tells nobody else anything."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Edition
from comments.models import Comment, Photo, Status
from comments.moderation import approve, delete, reject, remove_photo
from comments.writing.posting import hash_token
from comments.writing.withdrawing import take_back
from tests.factories import (
    EditorFactory,
    HeldCommentFactory,
    LoneArticleFactory,
    ModeratorFactory,
    PhotoFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

TOKEN = "f" * 32


@pytest.fixture
def photo() -> Photo:
    found: Photo = PhotoFactory(comment__article=LoneArticleFactory(), comment__text="Look at her leg")
    return found


def login(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def get(address: str, client: Client | None = None, **headers: str) -> Any:
    """The answer; its file is read to the end, which closes it, into `response.body`."""
    response: Any = (client or Client()).get(address, headers=headers)
    response.body = b"".join(response)
    return response


def policy(response: Any) -> tuple[int, str]:
    return response.status_code, response.headers["Cache-Control"]


GONE = (410, "no-store")


def test_readers_see_it_with_its_comment_and_no_cache_keeps_it_for_longer_than_an_hour(
    photo: Photo, moderator: User
) -> None:
    address = photo.largest_src
    assert policy(get(address)) == GONE

    approve([photo.comment], by=moderator)
    response = get(address)

    assert policy(response) == (200, "public, max-age=3600")
    assert response.body[8:12] == b"WEBP"
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Vary" not in response.headers
    again = get(address, **{"if-none-match": response.headers["ETag"]})
    assert policy(again) == (304, "public, max-age=3600")

    reject([photo.comment], by=moderator)
    assert policy(get(address, **{"if-none-match": response.headers["ETag"]})) == GONE


@pytest.mark.parametrize("status", [Status.HELD, Status.REJECTED, Status.SPAM])
def test_in_every_other_state_readers_do_not_see_it(photo: Photo, status: str) -> None:
    Comment.objects.update(status=status)

    assert policy(get(photo.src)) == GONE


def test_an_approved_photo_goes_with_its_page_and_with_the_comment_that_it_answers(
    photo: Photo, moderator: User
) -> None:
    comment = photo.comment
    parent = HeldCommentFactory(article=comment.article)
    Comment.objects.filter(pk=comment.pk).update(parent=parent, rating=None)
    approve([comment, parent], by=moderator)
    assert get(photo.src).status_code == 200

    reject([parent], by=moderator)
    assert policy(get(photo.src)) == GONE
    approve([parent], by=moderator)
    Edition.objects.all().delete()
    assert policy(get(photo.src)) == GONE


def test_a_photo_in_two_comments_is_seen_while_one_of_them_is(photo: Photo, moderator: User) -> None:
    other = PhotoFactory(comment__article=photo.comment.article)
    assert other.digest == photo.digest

    approve([other.comment], by=moderator)
    assert get(photo.src).status_code == 200

    take_back(Comment.objects.get(pk=other.comment_id))
    assert policy(get(photo.src)) == GONE


def test_moderators_alone_look_at_what_is_held(photo: Photo) -> None:
    seen = get(photo.src, login(ModeratorFactory()))

    assert policy(seen) == (200, "private, no-store")
    assert policy(get(photo.src, login(EditorFactory()))) == GONE


def test_its_writer_sees_it_behind_the_private_link(photo: Photo) -> None:
    comment = photo.comment
    Comment.objects.update(token_hash=hash_token(TOKEN))
    page = comment.get_private_url(TOKEN)

    html = Client().get(page).content.decode()
    own = f"{page}photo/{photo.width}.webp"

    assert own in html
    assert photo.src not in html
    assert own in Client().get(f"{page}edit/").content.decode()
    assert policy(get(own))[0] == 200
    assert "no-store" in get(own).headers["Cache-Control"]
    assert get(f"{page}photo/333.webp").status_code == 404
    assert get(own.replace(TOKEN, "0" * 32)).status_code == 404


@pytest.mark.parametrize("how", ["taken back", "photo removed", "erased"])
def test_after_a_deletion_its_address_answers_gone(
    photo: Photo, moderator: User, how: str, django_capture_on_commit_callbacks: Any
) -> None:
    approve([photo.comment], by=moderator)
    address = photo.src
    assert get(address).status_code == 200

    with django_capture_on_commit_callbacks(execute=True):
        comment = Comment.objects.get()
        if how == "taken back":
            take_back(comment)
        elif how == "photo removed":
            remove_photo(comment, by=moderator)
        else:
            delete([comment], by=moderator)

    assert policy(get(address)) == GONE


def test_held_deleted_and_never_sent_are_alike(photo: Photo) -> None:
    held = get(photo.src)
    never = Client().get(f"/media/photos/aa/{'a' * 64}-320.webp")

    assert (held.status_code, held.content, dict(held.headers)) == (
        never.status_code,
        never.content,
        dict(never.headers),
    )


@pytest.mark.parametrize(
    "name", ["", "aa/", "aa/x.webp", f"bb/{'a' * 64}-320.webp", f"aa/{'a' * 64}-320.jpg"]
)
def test_nothing_else_has_an_address_there(name: str) -> None:
    assert Client().get(f"/media/photos/{name}").status_code == 404


def test_a_photo_costs_readers_one_query(
    photo: Photo, moderator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    approve([photo.comment], by=moderator)

    with django_assert_num_queries(1):
        assert get(photo.src).status_code == 200


def test_a_row_without_its_file_is_gone_and_no_error(photo: Photo, moderator: User, media: Path) -> None:
    approve([photo.comment], by=moderator)
    default_storage.delete(photo.image.name(320))

    assert policy(get(photo.src)) == GONE
