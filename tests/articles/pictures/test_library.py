"""The picture library in the admin: found, shown where used, replaced honestly, thrown away safely."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks as Capture

from articles.drafts import editing
from articles.models import Article, Picture
from articles.models.article import Stage
from tests.factories import (
    ApprovedArticleFactory,
    AuthorFactory,
    CategoryFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    PictureFactory,
    SpeciesFactory,
    UserFactory,
    VetFactory,
    photo_upload,
)

pytestmark = pytest.mark.django_db

LIST, ADD = "/admin/articles/picture/", "/admin/articles/picture/add/"
IN_TEXT = "## What happens\n\nThe dog does it.\n\n![](picture:rug)\n"
WORDS = {"alt": "A dog on a rug", "caption": "", "credit": "Drawing: Scratchpost", "tone": "mist"}


def change(picture: Picture) -> str:
    return reverse("admin:articles_picture_change", args=[picture.pk])


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split()).replace("&#x27;", "'")


def messages_of(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def errors_of(response: Any) -> dict[str, Any]:
    errors: dict[str, Any] = response.context["adminform"].form.errors
    return errors


def keys_of(response: Any) -> set[str]:
    return {picture.key for picture in response.context["cl"].result_list}


def recorded(**fields: Any) -> Article:
    article = DraftArticleFactory(**fields)
    editing.record(article, by=None)
    return article


# --- the list


def test_the_list_shows_each_picture_with_its_words_and_use(editor_client: Client) -> None:
    picture = PictureFactory(key="rug", alt="A dog on a rug")
    CategoryFactory(picture=picture)
    recorded(body=IN_TEXT)
    PictureFactory(key="dots", alt="", is_decorative=True)

    page = editor_client.get(LIST)

    assert picture.image.url(320) in page.content.decode()
    assert f'<a href="{change(picture)}#used-in">Used in 1 article, 1 category</a>' in page.content.decode()
    assert "A dog on a rug Mist green Used in 1 article, 1 category" in text_of(page)
    assert "Decoration Mist green Used nowhere" in text_of(page)


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", {"rug", "dots", "cat"}),
        ("?q=ada", {"cat"}),
        ("?q=CC+BY", {"cat"}),
        ("?q=rug+dog", {"rug"}),
        ("?use=nowhere", {"dots", "cat"}),
        ("?use=used", {"rug"}),
        ("?use=elsewhere", {"rug", "dots", "cat"}),
        ("?tone=coral", {"cat"}),
        ("?is_decorative__exact=1", {"dots"}),
        ("?use=nowhere&tone=coral&q=cat", {"cat"}),
    ],
)
def test_the_list_is_searched_and_filtered(editor_client: Client, query: str, keys: set[str]) -> None:
    PictureFactory(key="rug", alt="A dog on a rug")
    PictureFactory(key="dots", alt="", is_decorative=True)
    PictureFactory(key="cat", alt="A cat", credit="Photo: Ada", licence="CC BY 4.0", tone="coral")
    recorded(body=IN_TEXT)

    assert keys_of(editor_client.get(LIST + query)) == keys


def test_the_list_takes_the_same_number_of_queries_for_any_number_of_pictures(editor_client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as context:
            editor_client.get(LIST)
        return len(context)

    CategoryFactory(picture=PictureFactory(key="rug"))
    queries()
    few = queries()
    for number in range(5):
        recorded(lead=PictureFactory(), body=IN_TEXT)
        SpeciesFactory(picture=PictureFactory(key=f"also-{number}"))

    assert queries() == few


# --- one picture


def test_the_page_of_a_picture_links_to_every_place_that_shows_it(editor_client: Client) -> None:
    picture = PictureFactory(key="rug")
    article = LiveArticleFactory(title="Why do dogs wag?", body=IN_TEXT)
    category, species = CategoryFactory(picture=picture), SpeciesFactory(picture=picture)

    html = editor_client.get(change(picture)).content.decode()

    usage = html[html.index('id="used-in"') :]
    assert "Used in 1 article, 1 category, 1 species" in usage
    assert f'<a href="/admin/articles/article/{article.pk}/change/">Why do dogs wag?</a>' in usage
    assert f'<a href="{article.get_absolute_url()}">Why do dogs wag?</a>' in usage
    assert f'<a href="/admin/articles/category/{category.pk}/change/">{category}</a>' in usage
    assert f'<a href="/admin/articles/species/{species.pk}/change/">{species}</a>' in usage
    assert picture.image.url(640) in html


def test_drafts_of_others_are_counted_for_an_author_and_not_named() -> None:
    picture, author = PictureFactory(key="rug"), AuthorFactory()
    recorded(title="A secret draft", body=IN_TEXT)
    recorded(title="My own draft", body=IN_TEXT, owner=author)

    page = text_of(logged_in(author).get(change(picture)))

    assert "A secret draft" not in page
    assert "My own draft" in page
    assert "1 place in drafts of others that you may not read" in page


def test_the_page_of_a_picture_takes_the_same_number_of_queries_for_any_number_of_uses(
    editor_client: Client,
) -> None:
    picture = PictureFactory(key="rug")

    def queries() -> int:
        with CaptureQueriesContext(connection) as context:
            editor_client.get(change(picture))
        return len(context)

    LiveArticleFactory(body=IN_TEXT)
    queries()
    few = queries()
    for _ in range(3):
        LiveArticleFactory(body=IN_TEXT)

    assert queries() == few


def test_an_author_sees_a_picture_and_changes_nothing() -> None:
    picture, client = PictureFactory(key="rug"), logged_in(AuthorFactory())

    page = client.get(change(picture))
    answer = client.post(change(picture), WORDS | {"alt": "Another"})

    assert "A dog on a rug" in text_of(page)
    assert "Replace the image" not in text_of(page)
    assert answer.status_code == 403
    assert Picture.objects.get().alt == "A dog on a rug"


def test_all_words_of_a_picture_can_be_changed(editor_client: Client) -> None:
    picture = PictureFactory(key="rug")
    words = {
        "alt": "A cat on a rug",
        "caption": "On Sunday.",
        "credit": "Photo: Ada",
        "licence": "CC BY 4.0",
        "tone": "coral",
    }

    editor_client.post(change(picture), words | {"key": "carpet"})

    after = Picture.objects.get()
    assert {field: getattr(after, field) for field in words} == words
    # Texts name it by its key.
    assert (after.key, after.digest) == ("rug", picture.digest)


def test_changed_words_unsign_what_shows_them_and_the_editor_is_told(editor_client: Client) -> None:
    picture = PictureFactory(key="rug")
    article = ApprovedArticleFactory(lead=picture)

    answer = editor_client.post(change(picture), WORDS | {"alt": "A cat on a rug"}, follow=True)

    article.refresh_from_db()
    assert article.stage == Stage.WRITING
    assert "1 working copy shows this picture" in messages_of(answer)
    assert "Live pages keep what they show until they are published anew." in messages_of(answer)


# --- replacing the image


def test_a_new_image_under_the_old_words_is_refused_until_somebody_says_they_hold(
    editor_client: Client,
) -> None:
    picture = PictureFactory(key="rug")
    words = WORDS | {"credit": ""}

    refused = editor_client.post(change(picture), words | {"image": photo_upload()})

    assert "“A dog on a rug”" in errors_of(refused)["still_true"][0]
    assert Picture.objects.get().digest == picture.digest
    editor_client.post(change(picture), words | {"image": photo_upload(), "still_true": "on"})
    after = Picture.objects.get()
    assert after.digest != picture.digest
    assert (after.key, after.alt, after.width) == ("rug", "A dog on a rug", 1200)


def test_a_new_image_with_new_words_needs_no_further_word(editor_client: Client) -> None:
    picture = PictureFactory(key="rug")

    editor_client.post(change(picture), WORDS | {"alt": "A teal square", "image": photo_upload()})

    after = Picture.objects.get()
    assert (after.key, after.alt) == ("rug", "A teal square")
    assert after.digest != picture.digest


def test_a_decoration_that_becomes_another_image_is_asked_about_too(editor_client: Client) -> None:
    picture = PictureFactory(alt="", is_decorative=True)
    words = WORDS | {"alt": "", "is_decorative": "on", "image": photo_upload()}

    refused = editor_client.post(change(picture), words)

    assert "decoration" in errors_of(refused)["still_true"][0]


def test_a_refused_replacement_stores_no_file(editor_client: Client, media: Path) -> None:
    picture = PictureFactory()
    before = set(media.rglob("*"))

    editor_client.post(change(picture), WORDS | {"image": photo_upload()})
    editor_client.post(change(picture), WORDS | {"alt": "A wall", "image": photo_upload(b"<html>")})

    assert set(media.rglob("*")) == before
    assert Picture.objects.get().digest == picture.digest


# --- words that describe nothing


@pytest.mark.parametrize("alt", ["DSC0001.JPG", "IMG_1234", "my_cat_final", "on-the-rug"])
def test_a_file_name_or_the_key_is_no_alternative_text(editor_client: Client, alt: str) -> None:
    picture = PictureFactory(key="on-the-rug")
    data = WORDS | {"alt": alt}

    added = editor_client.post(ADD, data | {"key": "on-the-rug" if alt == "on-the-rug" else "new"} | _image())
    changed = editor_client.post(change(picture), data)
    uploaded = editor_client.post("/markdownx/upload/", data | _image())

    assert f"“{alt}”" in errors_of(added)["alt"][0]
    assert f"“{alt}”" in errors_of(changed)["alt"][0]
    assert uploaded.status_code == 400
    assert f"“{alt}”" in uploaded.json()["error"]
    assert Picture.objects.get().alt == "A dog on a rug"


def _image() -> dict[str, Any]:
    return {"image": photo_upload()}


def test_a_picture_is_added_with_all_its_words(editor_client: Client, media: Path) -> None:
    editor_client.post(ADD, WORDS | {"key": "rug", "licence": "CC BY 4.0"} | _image())

    picture = Picture.objects.get()
    assert (picture.key, picture.licence, picture.width) == ("rug", "CC BY 4.0", 1200)
    assert all((media / name).is_file() for name in picture.image.names)


# --- throwing away


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


def test_an_orphan_is_deleted_with_its_files(
    editor_client: Client, media: Path, django_capture_on_commit_callbacks: Capture
) -> None:
    picture = PictureFactory()

    assert "Are you sure" in text_of(editor_client.get(delete(picture)))
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(delete(picture), {"post": "yes"})

    assert not Picture.objects.exists()
    assert not list(media.rglob("*.webp"))


def test_many_are_chosen_and_only_those_used_nowhere_are_deleted_after_a_question(
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


def test_when_all_that_were_chosen_are_used_there_is_nothing_to_confirm(editor_client: Client) -> None:
    picture = PictureFactory(key="rug")
    recorded(body=IN_TEXT)

    question = editor_client.post(LIST, {"action": "delete_unused", "_selected_action": [picture.pk]})

    assert "None of the pictures you chose is unused." in text_of(question)


@pytest.mark.parametrize("role", ["author", "vet", "moderator", ""])
def test_only_who_may_delete_pictures_is_offered_it_and_heard(role: str) -> None:
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


# --- choosing one for a gallery


def test_the_choice_of_a_gallerys_picture_says_what_each_shows(editor_client: Client) -> None:
    PictureFactory(key="rug", alt="A dog on a rug")
    PictureFactory(key="rug-dots", alt="", is_decorative=True)
    field = {"app_label": "articles", "model_name": "articlepicture", "field_name": "picture"}

    answer = editor_client.get("/admin/autocomplete/", field | {"term": "rug"}).json()

    assert [result["text"] for result in answer["results"]] == ["rug-dots: decoration", "rug: A dog on a rug"]


def test_the_picture_chosen_already_says_so_too(editor_client: Client) -> None:
    article = DraftArticleFactory(lead=PictureFactory(key="rug", alt="A dog on a rug"))

    page = editor_client.get(reverse("admin:articles_article_change", args=[article.pk]))

    assert re.search(r"<option[^>]* selected>rug: A dog on a rug</option>", page.content.decode())
