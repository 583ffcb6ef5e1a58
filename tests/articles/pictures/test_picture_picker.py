"""The list from which an editor picks a picture for the text: for editors only, in pages, searched."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.drafts import editing
from articles.models import Picture
from articles.views.editor import PICTURES_AT_A_TIME
from tests.factories import (
    AuthorFactory,
    CategoryFactory,
    DraftArticleFactory,
    EditorFactory,
    PictureFactory,
    UserFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db

PICK = "/markdownx/pictures/"


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def keys_of(response: Any) -> list[str]:
    return [picture["key"] for picture in response.json()["pictures"]]


@pytest.mark.parametrize(
    "user",
    [
        None,
        {"is_staff": False},
        {"is_staff": False, "role": "editor"},
        {"is_staff": True},
        {"is_staff": True, "role": "moderator"},
        {"is_staff": True, "role": "vet"},
        {"is_staff": True, "role": "editor", "is_active": False},
    ],
    ids=["nobody", "reader", "no longer staff", "no role", "moderator", "vet", "no longer active"],
)
def test_people_who_may_not_write_are_refused(user: dict[str, Any] | None) -> None:
    PictureFactory(key="rug")
    client = Client() if user is None else logged_in(UserFactory(**user))

    response = client.get(PICK)

    assert response.status_code == 403
    assert response.json() == {"error": "Log in as an editor to do this."}


@pytest.mark.parametrize("factory", [AuthorFactory, EditorFactory])
def test_people_who_may_write_get_an_answer(factory: type[UserFactory]) -> None:
    PictureFactory(key="rug")

    response = logged_in(factory()).get(PICK)

    assert keys_of(response) == ["rug"]
    assert response.headers["Cache-Control"] == "private, no-store"


def test_people_who_may_not_see_the_library_are_refused(editor: User) -> None:
    editor.groups.get().permissions.remove(Permission.objects.get(codename="view_picture"))

    assert logged_in(editor).get(PICK).status_code == 403
    assert logged_in(VetFactory()).get(PICK).status_code == 403


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_only_get_is_answered(editor_client: Client, method: str) -> None:
    assert getattr(editor_client, method)(PICK).status_code == 405


def test_each_picture_comes_with_what_an_editor_chooses_by(editor_client: Client) -> None:
    picture = PictureFactory(key="rug", alt="A dog on a rug")
    CategoryFactory(picture=picture)
    editing.record(DraftArticleFactory(body="## One\n\n![](picture:rug)\n"), by=None)

    assert editor_client.get(PICK).json() == {
        "pictures": [
            {
                "pk": picture.pk,
                "key": "rug",
                "alt": "A dog on a rug",
                "usage": "Used in 1 article, 1 category",
                "code": "![](picture:rug)",
                "thumbnail": {"src": picture.image.url(320), "width": 640, "height": 480},
            }
        ],
        "next": None,
    }


def test_a_decoration_has_no_alternative_text(editor_client: Client) -> None:
    PictureFactory(alt="Dots", is_decorative=True)

    assert editor_client.get(PICK).json()["pictures"][0]["alt"] == ""


@pytest.mark.parametrize("words", ["rug dog", "RUG", "  dog  ", "photo ada", "rug\0dog"])
def test_a_search_takes_every_word(editor_client: Client, words: str) -> None:
    PictureFactory(key="rug", alt="A dog", credit="Photo: Ada")
    PictureFactory(key="cat", alt="A cat", credit="Photo: Bo")

    assert keys_of(editor_client.get(PICK, {"q": words})) == ["rug"]


def test_only_the_beginning_of_a_very_long_search_is_read(editor_client: Client) -> None:
    PictureFactory(key="rug")

    assert keys_of(editor_client.get(PICK, {"q": "rug " * 25 + "cat " * 1000})) == ["rug"]


def test_pages_follow_each_other_newest_first_and_leave_nothing_out(editor_client: Client) -> None:
    first = PictureFactory()
    Picture.objects.bulk_create(
        Picture(key=f"more-{number}", alt="More", digest=first.digest, width=640, height=480)
        for number in range(PICTURES_AT_A_TIME * 2)
    )

    pages: list[list[str]] = []
    place: dict[str, Any] = {}
    while place.get("before", "first"):
        answer = editor_client.get(PICK, place)
        pages.append(keys_of(answer))
        place = {"before": answer.json()["next"]}

    assert [len(page) for page in pages] == [PICTURES_AT_A_TIME, PICTURES_AT_A_TIME, 1]
    newest_first = list(Picture.objects.order_by("-pk").values_list("key", flat=True))
    assert [key for page in pages for key in page] == newest_first


@pytest.mark.parametrize("before", ["x", "-1", "1.5", "9" * 19, "²"])
def test_a_place_that_cannot_be_is_refused(editor_client: Client, before: str) -> None:
    response = editor_client.get(PICK, {"before": before})

    assert response.status_code == 400
    assert response.json() == {"error": "That is not a place in the list."}


def test_the_list_takes_the_same_number_of_queries_for_any_number_of_pictures(editor_client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as context:
            editor_client.get(PICK)
        return len(context)

    PictureFactory(key="rug")
    queries()
    few = queries()
    for number in range(4):
        picture = PictureFactory(key=f"other-{number}")
        CategoryFactory(picture=picture)
        editing.record(DraftArticleFactory(lead=picture), by=None)

    assert queries() == few
