"""Deleting pictures in the admin: only those that nothing shows, and with their files."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks as Capture

from articles.models import Picture
from tests.articles.pictures.admin_pages import (
    IN_TEXT,
    LIST,
    change,
    logged_in,
    messages_of,
    recorded,
    text_of,
)
from tests.factories import (
    PictureFactory,
    SpeciesFactory,
    UserFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db


def delete(picture: Picture) -> str:
    return reverse("admin:articles_picture_delete", args=[picture.pk])


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_picture_in_use_is_not_deleted_and_the_editor_is_told_where(
    method: str, editor_client: Client
) -> None:
    picture = PictureFactory(key="rug")
    recorded(title="Why do dogs wag?", body=IN_TEXT)
    SpeciesFactory(name="Otters", picture=picture)

    answer = getattr(editor_client, method)(delete(picture), {"post": "yes"}, follow=True)

    assert answer.redirect_chain[-1][0] == f"{change(picture)}#used-in"
    assert "cannot be deleted" in messages_of(answer)
    assert "working copy “Why do dogs wag?”; species “Otters”" in messages_of(answer)
    assert Picture.objects.exists()


def test_an_unused_picture_is_deleted_with_its_files(
    editor_client: Client, media: Path, django_capture_on_commit_callbacks: Capture
) -> None:
    picture = PictureFactory()

    assert "Are you sure" in text_of(editor_client.get(delete(picture)))
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(delete(picture), {"post": "yes"})

    assert not Picture.objects.exists()
    assert not list(media.rglob("*.webp"))


def test_of_many_chosen_pictures_only_unused_ones_are_deleted_after_a_question(
    editor_client: Client,
) -> None:
    PictureFactory(key="rug")
    recorded(body=IN_TEXT)
    for key in ("orphan-1", "orphan-2"):
        PictureFactory(key=key)
    chosen = {"action": "delete_unused", "_selected_action": [row.pk for row in Picture.objects.all()]}

    question = editor_client.post(LIST, chosen)
    assert Picture.objects.count() == 3
    answer = editor_client.post(LIST, chosen | {"confirmed": "yes"}, follow=True)

    assert "1 of the pictures you chose is used and will be kept." in text_of(question)
    assert "Delete 2 pictures" in question.content.decode()
    assert "2 pictures are deleted." in messages_of(answer)
    assert Picture.objects.get().key == "rug"


def test_if_all_chosen_pictures_are_used_there_is_nothing_to_confirm(editor_client: Client) -> None:
    picture = PictureFactory(key="rug")
    recorded(body=IN_TEXT)

    question = editor_client.post(LIST, {"action": "delete_unused", "_selected_action": [picture.pk]})

    assert "None of the pictures you chose is unused." in text_of(question)


@pytest.mark.parametrize("role", ["author", "vet", "moderator", ""])
def test_only_people_who_may_delete_pictures_see_the_action_and_can_use_it(role: str) -> None:
    picture = PictureFactory()
    client = logged_in(VetFactory() if role == "vet" else UserFactory(role=role))

    client.post(delete(picture), {"post": "yes"})
    client.post(LIST, {"action": "delete_unused", "_selected_action": [picture.pk], "confirmed": "yes"})
    client.post(LIST, {"action": "delete_selected", "_selected_action": [picture.pk], "post": "yes"})

    assert Picture.objects.exists()


def test_djangos_own_bulk_deletion_is_not_offered(editor_client: Client) -> None:
    picture = PictureFactory(key="rug")
    recorded(body=IN_TEXT)

    editor_client.post(LIST, {"action": "delete_selected", "_selected_action": [picture.pk], "post": "yes"})

    assert Picture.objects.exists()
