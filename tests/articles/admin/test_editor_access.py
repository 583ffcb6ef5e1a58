"""The addresses of the Markdown editor answer nobody but editors."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from tests.articles.admin.editor import PREVIEW, UPLOAD, assert_nothing_is_stored, everything
from tests.articles.admin.pages import client_of
from tests.factories import (
    UserFactory,
)

pytestmark = pytest.mark.django_db

LOG_IN = {"error": "Log in as an editor to do this."}
RELOAD = {"error": "This page is too old to save from. Reload it and try again."}
both = pytest.mark.parametrize("address", [PREVIEW, UPLOAD])


@both
@pytest.mark.parametrize(
    "user",
    [
        None,
        {"is_staff": False},
        {"is_staff": False, "role": "editor"},
        {"is_staff": True},
        {"is_staff": True, "role": "moderator"},
        {"is_staff": True, "role": "editor", "is_active": False},
    ],
    ids=["nobody", "reader", "no longer staff", "staff without permission", "moderator", "no longer active"],
)
def test_who_may_not_edit_is_refused_and_nothing_is_stored(
    address: str, user: dict[str, Any] | None, media: Path
) -> None:
    client = Client() if user is None else client_of(UserFactory(**user))

    response = client.post(address, everything())

    assert response.status_code == 403
    assert response.json() == LOG_IN
    assert_nothing_is_stored(media)


@both
def test_a_request_from_another_site_is_refused_and_nothing_is_stored(
    address: str, editor: User, media: Path
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    response = client.post(address, everything())

    assert response.status_code == 403
    assert response.json() == RELOAD
    assert_nothing_is_stored(media)


@both
def test_a_wrong_token_is_refused_like_none(address: str, editor: User, media: Path) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    client.cookies["csrftoken"] = "a" * 32

    response = client.post(address, everything(), headers={"X-CSRFToken": "b" * 32})

    assert response.status_code == 403
    assert_nothing_is_stored(media)


@both
def test_the_token_that_the_editors_script_sends_is_taken(address: str, editor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    client.get("/admin/articles/article/add/")
    token = client.cookies["csrftoken"].value

    response = client.post(address, everything(), headers={"X-CSRFToken": token})

    assert response.status_code == 200


@both
def test_a_login_that_ended_is_told_before_a_missing_token(address: str) -> None:
    response = Client(enforce_csrf_checks=True).post(address, everything())

    assert (response.status_code, response.json()) == (403, LOG_IN)


@both
def test_more_than_any_form_is_refused_in_json_by_a_browser_too(address: str, editor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    client.get("/admin/articles/article/add/")
    token = client.cookies["csrftoken"].value

    # The CSRF check reads the form first, so it is the check that finds it too long.
    response = client.post(address, {"content": "x" * 3_000_000}, headers={"X-CSRFToken": token})

    assert (response.status_code, response.json()) == (400, {"error": "That is too much at once."})


def test_other_pages_answer_a_missing_token_with_a_page(editor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    response = client.post("/admin/articles/article/add/", {"title": "A title"})

    assert response.status_code == 403
    assert response.headers["Content-Type"].startswith("text/html")
    assert "Send it once more" in response.content.decode()


@both
@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_only_post_is_answered(editor_client: Client, address: str, method: str) -> None:
    assert getattr(editor_client, method)(address).status_code == 405


def test_an_editor_who_may_not_add_pictures_may_still_preview(editor: User) -> None:
    editor.groups.get().permissions.remove(Permission.objects.get(codename="add_picture"))
    client = client_of(editor)

    assert client.post(UPLOAD, everything()).status_code == 403
    assert client.post(PREVIEW, everything()).status_code == 200
