"""What the database itself refuses, even when forms and functions are bypassed."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from comments.models import Comment, Photo, Status
from tests.factories import HeldCommentFactory, LoneArticleFactory, PhotoFactory, live_edition

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rating", [0, 6, 32_000])
def test_a_rating_is_one_to_five(rating: int) -> None:
    with pytest.raises(IntegrityError, match="comment_rating_is_one_to_five"), transaction.atomic():
        HeldCommentFactory(rating=rating)


def test_a_rating_is_never_negative() -> None:
    with pytest.raises(IntegrityError, match="rating"), transaction.atomic():
        HeldCommentFactory(rating=-1)


@pytest.mark.parametrize("status", ["", "junk", "Approved"])
def test_a_status_is_one_that_is_known(status: str) -> None:
    with pytest.raises(IntegrityError, match="comment_status_is_known"), transaction.atomic():
        HeldCommentFactory(status=status)


def test_a_comment_says_or_rates_something() -> None:
    with pytest.raises(IntegrityError, match="comment_says_or_rates_something"), transaction.atomic():
        HeldCommentFactory(text="", rating=None)


def test_words_have_a_name() -> None:
    with pytest.raises(IntegrityError, match="comment_text_has_a_name"), transaction.atomic():
        HeldCommentFactory(name="")


@pytest.mark.parametrize("field", ["submission", "token_hash"])
def test_two_comments_never_share_a_submission_or_a_token(field: str) -> None:
    first = HeldCommentFactory()

    with pytest.raises(IntegrityError, match=field), transaction.atomic():
        HeldCommentFactory(**{field: getattr(first, field)})


@pytest.mark.parametrize("size", [{"width": 0, "height": 600}, {"width": 800, "height": 0}])
def test_a_photo_has_a_size(size: dict[str, int]) -> None:
    comment = HeldCommentFactory()

    with pytest.raises(IntegrityError, match="photo_has_a_size"), transaction.atomic():
        Photo.objects.create(comment=comment, digest="ab" * 32, **size)


def test_a_comment_has_one_photo_at_most() -> None:
    photo = PhotoFactory()

    with pytest.raises(IntegrityError, match="comment_id"), transaction.atomic():
        PhotoFactory(comment=photo.comment)


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "", "html": "", "name": "", "rating": 1},
        {"text": "", "html": "", "name": "Rowan", "rating": 5},
        {"rating": None},
    ],
)
def test_a_rating_alone_and_words_alone_are_each_enough(fields: dict[str, Any]) -> None:
    comment = HeldCommentFactory(**fields)

    assert Comment.objects.get() == comment


def test_a_comment_is_held_until_somebody_decides() -> None:
    comment = HeldCommentFactory()

    assert comment.status == Status.HELD
    assert (comment.decided_at, comment.decided_by) == (None, None)


def test_a_comment_outlives_the_edition_it_judged() -> None:
    article = LoneArticleFactory()
    comment = HeldCommentFactory(article=article, edition=live_edition(article))

    article.editions.all().delete()

    comment.refresh_from_db()
    assert comment.edition is None
