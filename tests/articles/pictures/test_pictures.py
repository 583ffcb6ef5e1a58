"""The verbs of the picture library: what un-signs texts, what may go, and which files stay."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks as Capture

from articles.drafts import editing
from articles.images.decoding import store_image
from articles.images.stored import PICTURES
from articles.models import Article, ArticlePicture, Edition, Picture
from articles.models.article import Stage
from articles.pictures import library
from articles.pictures.usage import usage_of, used, used_nowhere, with_usage
from articles.publishing import Release, call_off, publish, sign, withdraw
from articles.publishing.signing import sign_off_of
from articles.roles import NotAllowed
from tests.factories import (
    ApprovedArticleFactory,
    AuthorFactory,
    CategoryFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    PictureFactory,
    SpeciesFactory,
    VetFactory,
    image_bytes,
    live_edition,
)

pytestmark = pytest.mark.django_db

IN_TEXT = "## What happens\n\nThe dog does it.\n\n![](picture:rug)\n"

ANOTHER_SIZE = (500, 400)


def recorded(article: Article) -> Article:
    editing.record(article, by=None)
    return article


def drop(article: Article) -> Article:
    """Show the picture no more, neither in the gallery nor in the text."""
    ArticlePicture.objects.filter(article=article).delete()
    article.body = "## What happens\n\nThe dog does it.\n"
    return recorded(article)


def replaced(picture: Picture) -> Picture:
    """As a form leaves it: another image under the same key, not yet saved."""
    other = store_image(io.BytesIO(image_bytes(ANOTHER_SIZE)), PICTURES)
    picture.digest, picture.width, picture.height = other.digest, other.width, other.height
    return picture


def files_of(picture: Picture, media: Path) -> list[bool]:
    return [(media / name).exists() for name in picture.image.names]


# --- where it is used


def test_usage_counts_each_article_once_and_what_shows_it_beside() -> None:
    picture = PictureFactory(key="rug")
    LiveArticleFactory(lead=picture, body=IN_TEXT)
    recorded(DraftArticleFactory(body=IN_TEXT))
    CategoryFactory(picture=picture)
    SpeciesFactory(picture=picture)

    assert str(usage_of(picture)) == "Used in 2 articles, 1 category, 1 species"
    row: Any = with_usage(Picture.objects.all()).get()
    assert (row.articles_using, row.categories_using, row.species_using) == (2, 1, 1)


def test_a_picture_that_only_an_ended_edition_showed_is_used_nowhere() -> None:
    picture = PictureFactory(key="rug")
    article = LiveArticleFactory(body=IN_TEXT)
    drop(article)
    assert str(usage_of(picture)) == "Used in 1 article"

    publish(article, by=None)

    assert str(usage_of(picture)) == "Used nowhere"
    assert list(used_nowhere(Picture.objects.all())) == [picture]
    assert not used(Picture.objects.all()).exists()


def test_a_scheduled_edition_uses_its_pictures_until_it_is_called_off() -> None:
    picture = PictureFactory(key="rug")
    article = DraftArticleFactory(body=IN_TEXT)
    publish(article, by=None, release=Release(at=timezone.now() + timedelta(days=1)))
    article.refresh_from_db()
    drop(article)
    assert usage_of(picture)

    call_off(article, by=None)

    assert not usage_of(picture)


def test_a_withdrawn_articles_working_copy_still_uses_its_pictures() -> None:
    picture = PictureFactory(key="rug")
    article = LiveArticleFactory(body=IN_TEXT)

    withdraw(article, by=None)

    assert [use.edition for use in usage_of(picture).uses] == [None]


# --- changing it


@pytest.mark.parametrize("change", ["words", "image"])
def test_a_changed_picture_unsigns_and_unapproves_every_text_that_shows_it(change: str, editor: User) -> None:
    picture = PictureFactory(key="rug")
    in_gallery, in_text = ApprovedArticleFactory(lead=picture), ApprovedArticleFactory(body=IN_TEXT)
    untouched = ApprovedArticleFactory()
    for article in (in_gallery, in_text, untouched):
        sign(article, by=VetFactory(), review_due_on=timezone.localdate() + timedelta(days=30))

    if change == "words":
        picture.alt = "A cat on a rug"
    else:
        replaced(picture)
    count = library.change(picture, by=editor)

    assert count == 2
    for article in (in_gallery, in_text):
        article.refresh_from_db()
        assert sign_off_of(article) is None
        assert article.stage == Stage.WRITING
        assert article.history.latest().history_user == editor
    untouched.refresh_from_db()
    assert sign_off_of(untouched) is not None


def test_a_change_that_readers_do_not_see_ends_no_signature(editor: User) -> None:
    picture = PictureFactory(key="rug")
    article = ApprovedArticleFactory(lead=picture)
    picture.licence = "CC BY 4.0"

    assert library.change(picture, by=editor) == 0

    article.refresh_from_db()
    assert article.stage == Stage.APPROVED
    assert Picture.objects.get().licence == "CC BY 4.0"


def test_a_replaced_picture_keeps_its_key_and_live_pages_keep_the_old_image(
    editor: User, media: Path, django_capture_on_commit_callbacks: Capture
) -> None:
    picture = PictureFactory(key="rug")
    article = LiveArticleFactory(body=IN_TEXT)
    old = Picture.objects.get()
    picture.key = "carpet"

    with django_capture_on_commit_callbacks(execute=True):
        library.change(replaced(picture), by=editor)

    assert Picture.objects.get().key == "rug"
    assert old.digest in live_edition(article).body_html
    assert all(files_of(old, media))
    article.refresh_from_db()
    publish(article, by=None)
    assert picture.digest in live_edition(article).body_html


def test_the_old_image_of_a_picture_that_no_edition_showed_is_deleted_after_the_commit(
    editor: User, media: Path, django_capture_on_commit_callbacks: Capture
) -> None:
    picture = PictureFactory(key="rug")
    old = Picture.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        library.change(replaced(picture), by=editor)
        assert all(files_of(old, media))

    assert not any(files_of(old, media))
    assert all(files_of(picture, media))


@pytest.mark.parametrize("verb", [library.change, library.delete])
def test_people_who_may_only_add_pictures_can_change_and_delete_none(verb: Callable[..., object]) -> None:
    picture = PictureFactory(alt="Before")
    picture.alt = "After"

    with pytest.raises(NotAllowed):
        verb(picture, by=AuthorFactory())

    assert Picture.objects.get().alt == "Before"


# --- throwing it away


def _in_gallery(picture: Picture) -> None:
    recorded(DraftArticleFactory(lead=picture))


def _in_text(picture: Picture) -> None:
    recorded(DraftArticleFactory(body=IN_TEXT))


def _in_live_edition_only(picture: Picture) -> None:
    drop(LiveArticleFactory(body=IN_TEXT))


def _in_category(picture: Picture) -> None:
    CategoryFactory(picture=picture)


def _in_species(picture: Picture) -> None:
    SpeciesFactory(picture=picture)


@pytest.mark.parametrize("use", [_in_gallery, _in_text, _in_live_edition_only, _in_category, _in_species])
def test_a_picture_in_use_is_not_deleted(use: Callable[[Picture], None], editor: User, media: Path) -> None:
    picture = PictureFactory(key="rug")
    use(picture)

    with pytest.raises(library.PictureInUse, match="Used in 1"):
        library.delete(picture, by=editor)
    count = library.delete_unused(Picture.objects.all(), by=editor)

    assert count == 0
    assert Picture.objects.get() == picture
    assert all(files_of(picture, media))


def test_an_unused_picture_is_deleted_with_its_files_after_the_commit(
    editor: User, media: Path, django_capture_on_commit_callbacks: Capture
) -> None:
    picture = PictureFactory()
    image = picture.image

    with django_capture_on_commit_callbacks(execute=True):
        library.delete(picture, by=editor)
        assert all((media / name).exists() for name in image.names)

    assert not Picture.objects.exists()
    assert not any((media / name).exists() for name in image.names)


def test_files_that_another_picture_shows_stay(
    editor: User, media: Path, django_capture_on_commit_callbacks: Capture
) -> None:
    twin, orphan = PictureFactory(), PictureFactory()
    assert twin.digest == orphan.digest

    with django_capture_on_commit_callbacks(execute=True):
        library.delete(orphan, by=editor)

    assert all(files_of(twin, media))


@pytest.mark.parametrize("place", ["gallery", "text", "card"])
def test_files_that_an_ended_edition_names_stay(
    place: str, editor: User, media: Path, django_capture_on_commit_callbacks: Capture
) -> None:
    picture = PictureFactory(key="rug")
    article = LiveArticleFactory(
        lead=None if place == "text" else picture, body=IN_TEXT if place == "text" else "## One\n\nTwo.\n"
    )
    if place == "card":
        # Another page's card shows the lead of this one.
        LiveArticleFactory(body=f"## One\n\nTwo.\n\n::: also {article.slug}\n:::\n")
        Edition.objects.filter(article=article).delete()
    drop(article)
    if place != "card":
        publish(article, by=None)
    old = Picture.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        library.delete(picture, by=editor)

    assert not Picture.objects.exists()
    assert all(files_of(old, media))


def test_many_unused_pictures_are_deleted_at_once_and_used_ones_stay(
    editor: User, media: Path, django_capture_on_commit_callbacks: Capture
) -> None:
    kept = PictureFactory(key="rug")
    recorded(DraftArticleFactory(body=IN_TEXT))
    for width in (300, 400):
        PictureFactory(size=(width, 200))

    with django_capture_on_commit_callbacks(execute=True):
        count = library.delete_unused(Picture.objects.all(), by=editor)

    assert count == 2
    assert Picture.objects.get() == kept
    assert {path.name for path in media.rglob("*.*")} == {Path(name).name for name in kept.image.names}
