"""Comments and their photos."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from articles.images.stored import PHOTOS
from comments.models import Comment, Photo, Status
from tests.factories.articles import LoneArticleFactory
from tests.factories.images import stored_image


class HeldCommentFactory(DjangoModelFactory[Comment]):
    class Meta:
        model = Comment

    article = factory.SubFactory(LoneArticleFactory)
    edition = factory.LazyAttribute(lambda comment: comment.article.editions.order_by("number").last())
    name = "Rowan"
    text = "Mine kicks with both legs at once."
    html = "<p>Mine kicks with both legs at once.</p>"
    rating = 4
    parent: Any = None
    # A test that hangs a reply under another reply says itself what it answers.
    answers = factory.LazyAttribute(
        lambda comment: comment.parent if comment.parent and comment.parent.parent_id is None else None
    )
    submission = factory.Sequence(lambda n: f"{n:064x}")
    token_hash = factory.Sequence(lambda n: f"{n:064x}")


class ApprovedCommentFactory(HeldCommentFactory):
    """Approved without recounting: tests of counts go through moderation."""

    status = Status.APPROVED


class PhotoFactory(DjangoModelFactory[Photo]):
    """A held comment's photo whose files are really there; one colour, one set of files."""

    class Meta:
        model = Photo

    comment = factory.SubFactory(HeldCommentFactory)

    @classmethod
    def _create(cls, model_class: type[Photo], *args: Any, **kwargs: Any) -> Photo:
        image = stored_image(kwargs.pop("size", (800, 600)), kwargs.pop("color", "teal"), PHOTOS)
        kwargs |= {"digest": image.digest, "width": image.width, "height": image.height}
        photo: Photo = super()._create(model_class, *args, **kwargs)
        return photo


def shown_photo() -> Photo:
    """Return a photo that readers see."""
    found: Photo = PhotoFactory(comment__status=Status.APPROVED)
    return found
