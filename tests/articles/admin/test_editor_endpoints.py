"""The two addresses of django-markdownx: for editors only, and for nothing but what they are for."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.composing.preview import markdownify
from articles.models import Picture
from articles.publishing import publish
from tests.factories import (
    AuthorFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    PictureFactory,
    ReferenceFactory,
    UserFactory,
    image_bytes,
)

pytestmark = pytest.mark.django_db

PREVIEW, UPLOAD = "/markdownx/markdownify/", "/markdownx/upload/"
LOG_IN = {"error": "Log in as an editor to do this."}
RELOAD = {"error": "This page is too old to save from. Reload it and try again."}
both = pytest.mark.parametrize("address", [PREVIEW, UPLOAD])


def photo(content: bytes | None = None, name: str = "IMG_2041 my garden.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, image_bytes((400, 300)) if content is None else content, "image/jpeg")


def everything() -> dict[str, Any]:
    """What either address would accept."""
    return {"content": "Text.", "image": photo(), "alt": "A dog"}


def assert_nothing_is_stored(media: Path) -> None:
    assert not Picture.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


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
    client = Client() if user is None else logged_in(UserFactory(**user))

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
    assert "CSRF verification failed" in response.content.decode()


@both
@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_only_post_is_answered(editor_client: Client, address: str, method: str) -> None:
    assert getattr(editor_client, method)(address).status_code == 405


def test_a_preview_is_what_readers_will_get(editor_client: Client) -> None:
    picture = PictureFactory(key="rug")
    text = (
        "## What happens\n\nIt *wags* & <b>barks</b> [^study1906].\n\n![](picture:rug)\n\n"
        "::: care soon Book a visit\nSoon.\n:::\n\n| A | B |\n|--:|---|\n| 1 | 2 |\n"
    )
    article = DraftArticleFactory(body=text, lead=picture)
    ReferenceFactory(article=article, key="study1906")

    response = editor_client.post(f"{PREVIEW}?article={article.pk}", {"content": text})

    edition = publish(article, by=None)
    assert response.status_code == 200
    assert response.content.decode().strip() == f'<div class="prose">{edition.body_html}</div>'


def test_the_packages_own_function_is_the_same_renderer() -> None:
    assert markdownify("*x*").strip() == '<div class="prose"><p><em>x</em></p>\n</div>'


def test_problems_are_shown_first_with_their_lines(editor_client: Client) -> None:
    response = editor_client.post(PREVIEW, {"content": "Text.\n\n[^nobody]\n\n<script>alert(1)</script>"})

    html = response.content.decode()
    problem = "<li>Line 3: There is no reference with the key “nobody”.</li>"
    assert problem in html
    assert html.index(problem) < html.index('<div class="prose">')
    assert "<script" not in html


def test_a_problem_that_quotes_the_text_is_escaped(editor_client: Client) -> None:
    response = editor_client.post(PREVIEW, {"content": "::: <script>alert(1)</script>\nText.\n:::"})

    assert "<script" not in response.content.decode()
    assert "&lt;script&gt;" in response.content.decode()


@pytest.mark.parametrize(
    "number", ["", "?article=", "?article=x", "?article=0", "?article=" + "9" * 40, "?article=-1"]
)
def test_without_an_article_there_are_no_references(editor_client: Client, number: str) -> None:
    ReferenceFactory(key="study1906")

    response = editor_client.post(PREVIEW + number, {"content": "[^study1906]"})

    assert response.status_code == 200
    assert "There is no reference with the key “study1906”." in response.content.decode()


def test_another_articles_references_are_not_its_own(editor_client: Client) -> None:
    ReferenceFactory(key="study1906")

    response = editor_client.post(
        f"{PREVIEW}?article={DraftArticleFactory().pk}", {"content": "[^study1906]"}
    )

    assert "There is no reference with the key “study1906”." in response.content.decode()


def test_a_draft_of_another_lends_no_references_to_who_may_not_read_it() -> None:
    article = DraftArticleFactory()
    ReferenceFactory(article=article, key="study1906", title="A secret study")
    client = logged_in(AuthorFactory())

    response = client.post(f"{PREVIEW}?article={article.pk}", {"content": "Text.[^study1906]"})

    assert response.status_code == 200
    assert "A secret study" not in response.content.decode()
    assert "There is no reference with the key “study1906”." in response.content.decode()


def test_an_empty_text_has_an_empty_preview(editor_client: Client) -> None:
    response = editor_client.post(PREVIEW, {"content": ""})

    assert response.content.decode().strip() == '<div class="prose"></div>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "There is no text to show."),
        ({"text": "x"}, "There is no text to show."),
        ({"content": "x" * 200_001}, "The text is longer than 200,000 characters."),
        ({"content": "x" * 3_000_000}, "That is too much at once."),
    ],
    ids=["nothing", "another field", "too long", "longer than any form"],
)
def test_a_preview_that_cannot_be_made_is_refused(
    editor_client: Client, data: dict[str, str], message: str
) -> None:
    response = editor_client.post(PREVIEW, data)

    assert response.status_code == 400
    assert response.json() == {"error": message}


def test_a_preview_changes_nothing(editor_client: Client) -> None:
    article = LiveArticleFactory(body="Before.")

    editor_client.post(f"{PREVIEW}?article={article.pk}", {"content": "After."})

    article.refresh_from_db()
    assert article.body == "Before."
    assert article.editions.count() == 1


def test_an_upload_becomes_a_picture_whose_code_shows_it(editor_client: Client, media: Path) -> None:
    words = {"caption": "Sunday.", "credit": "Photo: Ada", "licence": "CC BY 4.0"}

    response = editor_client.post(UPLOAD, words | {"image": photo(), "alt": "A dog in my garden"})

    picture = Picture.objects.get()
    assert response.status_code == 200
    assert response.json() == {
        "image_code": "![](picture:a-dog-in-my-garden)",
        "key": "a-dog-in-my-garden",
    }
    assert picture.alt == "A dog in my garden"
    assert {field: getattr(picture, field) for field in words} == words
    assert (picture.width, picture.height) == (400, 300)
    assert all((media / name).is_file() for name in picture.image.names)
    preview = editor_client.post(PREVIEW, {"content": response.json()["image_code"]}).content.decode()
    assert 'alt="A dog in my garden"' in preview
    assert "To mend before publishing" not in preview


def test_the_name_of_the_file_is_stored_nowhere(editor_client: Client, media: Path) -> None:
    response = editor_client.post(UPLOAD, {"image": photo(name="Secret Name.JPG"), "alt": "A dog"})

    stored = " ".join(map(str, Picture.objects.values_list())) + " ".join(map(str, media.rglob("*")))
    assert response.status_code == 200
    assert "secret" not in (stored + response.content.decode()).lower()


def test_a_picture_may_say_that_it_is_decoration(editor_client: Client) -> None:
    response = editor_client.post(UPLOAD, {"image": photo(), "is_decorative": "on"})

    assert response.json()["key"] == "picture"
    assert Picture.objects.get().is_decorative


def test_pictures_described_alike_get_keys_of_their_own(editor_client: Client) -> None:
    keys = [
        editor_client.post(UPLOAD, {"image": photo(), "alt": "Dog -- the __dog__"}).json()["key"]
        for _ in range(3)
    ]

    assert keys == ["dog-the-dog", "dog-the-dog-2", "dog-the-dog-3"]


@pytest.mark.parametrize("alt", ["猫", "x" * 300, "a " * 150, "-", "<script>"])
def test_any_description_makes_a_key_that_texts_can_use(editor_client: Client, alt: str) -> None:
    response = editor_client.post(UPLOAD, {"image": photo(), "alt": alt})

    Picture.objects.get().full_clean()
    preview = editor_client.post(PREVIEW, {"content": response.json()["image_code"]}).content.decode()
    assert "<figure" in preview
    assert "To mend before publishing" not in preview


DISGUISED = {
    "HTML": b"<html><script>alert(1)</script></html>",
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "GIF": image_bytes((40, 30), "GIF"),
    "half a JPEG": image_bytes((400, 300))[:2000],
    "noise": bytes(range(256)) * 20,
}


@pytest.mark.parametrize("content", DISGUISED.values(), ids=DISGUISED.keys())
def test_what_only_claims_to_be_a_photo_is_refused(
    editor_client: Client, media: Path, content: bytes
) -> None:
    response = editor_client.post(UPLOAD, {"image": photo(content), "alt": "A dog"})

    assert response.status_code == 400
    assert response.json()["error"] == "Choose a JPEG, PNG, WebP or HEIC photo."
    assert_nothing_is_stored(media)


def test_a_photo_of_over_10_megabytes_is_refused(editor_client: Client, media: Path) -> None:
    large = image_bytes((400, 300)) + b"\0" * (10 * 1024 * 1024)

    response = editor_client.post(UPLOAD, {"image": photo(large), "alt": "A dog"})

    assert response.status_code == 400
    assert response.json()["error"] == "That photo is over 10 MB. Choose a smaller one."
    assert_nothing_is_stored(media)


def test_a_request_that_announces_more_than_any_form_is_refused_unread(
    editor_client: Client, media: Path
) -> None:
    response = editor_client.generic(
        "POST",
        UPLOAD,
        b"--x\r\n",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(65 * 1024 * 1024),
    )

    assert response.status_code == 400
    assert response.json() == {"error": "That is too much at once."}
    assert_nothing_is_stored(media)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"alt": "A dog"}, "Choose a picture."),
        ({"image": "words", "alt": "A dog"}, "Choose a picture."),
        ({"image": io.BytesIO(b""), "alt": "A dog"}, "The submitted file is empty."),
        ({"image": "photo"}, "Write an alternative text, or say that the picture is decorative."),
        (
            {"image": "photo", "alt": "x" * 301},
            "Ensure this value has at most 300 characters (it has 301).",
        ),
    ],
    ids=["no file", "words for a file", "an empty file", "no description", "a long description"],
)
def test_an_incomplete_upload_is_refused_with_a_reason(
    editor_client: Client, media: Path, data: dict[str, Any], message: str
) -> None:
    if data.get("image") == "photo":
        data = data | {"image": photo()}

    response = editor_client.post(UPLOAD, data)

    assert response.status_code == 400
    assert message in response.json()["error"]
    assert_nothing_is_stored(media)


def test_an_editor_who_may_not_add_pictures_may_still_preview(editor: User) -> None:
    editor.groups.get().permissions.remove(Permission.objects.get(codename="add_picture"))
    client = logged_in(editor)

    assert client.post(UPLOAD, everything()).status_code == 403
    assert client.post(PREVIEW, everything()).status_code == 200


def test_an_upload_whose_key_was_taken_in_the_meantime_gets_another(
    editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    PictureFactory(key="a-dog")
    # Looks before the other upload is there, and again after.
    answers = iter(["a-dog", "a-dog-2"])
    monkeypatch.setattr("articles.pictures.forms.free_key", lambda words: next(answers))

    response = editor_client.post(UPLOAD, {"image": photo(), "alt": "A dog"})

    assert response.json()["key"] == "a-dog-2"
