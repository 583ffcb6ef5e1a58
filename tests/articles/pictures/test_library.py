"""The library in the admin: the list of pictures, the page of one, and the choice of one."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.articles.pictures.admin_pages import IN_TEXT, LIST, change, logged_in, recorded, text_of
from tests.factories import (
    AuthorFactory,
    CategoryFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    PictureFactory,
    SpeciesFactory,
)

pytestmark = pytest.mark.django_db


def keys_of(response: Any) -> set[str]:
    return {picture.key for picture in response.context["cl"].result_list}


# --- the list


def test_the_list_shows_each_picture_with_its_words_and_use(editor_client: Client) -> None:
    picture = PictureFactory(key="rug", alt="A dog on a rug")
    CategoryFactory(picture=picture)
    recorded(body=IN_TEXT)
    PictureFactory(key="dots", alt="", is_decorative=True)

    page = editor_client.get(LIST)

    assert picture.image.url(640) in page.content.decode()
    assert f'<a href="{change(picture)}">A dog on a rug</a>' in page.content.decode()
    assert "A dog on a rug Used in 1 article, 1 category" in text_of(page)
    assert "Decoration: dots Used nowhere" in text_of(page)


def test_the_chips_count_each_kind(editor_client: Client) -> None:
    PictureFactory(alt="A dog on a rug", credit="Drawing: Ada")
    PictureFactory(alt="A cat", credit="Photo: Ada")
    PictureFactory(alt="IMG_2041.jpg")
    PictureFactory(alt="", is_decorative=True)

    chips = {chip.name: chip.count for chip in editor_client.get(LIST).context["chips"]}

    assert chips == {
        "All": 4,
        "Used": 0,
        "Used nowhere": 4,
        "Words missing": 1,
        "Drawings": 1,
        "Photos": 1,
        "Decoration": 1,
    }


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
        ("?use=photos", {"cat"}),
        ("?use=decoration", {"dots"}),
        ("?use=nowhere&q=cat", {"cat"}),
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


# --- choosing one for a gallery


def test_the_choice_of_a_gallerys_picture_says_what_each_shows(editor_client: Client) -> None:
    PictureFactory(key="rug", alt="A dog on a rug")
    PictureFactory(key="rug-dots", alt="", is_decorative=True)
    field = {"app_label": "articles", "model_name": "articlepicture", "field_name": "picture"}

    answer = editor_client.get("/admin/autocomplete/", field | {"term": "rug"}).json()

    assert [result["text"] for result in answer["results"]] == ["Decoration: rug-dots", "A dog on a rug"]


def test_the_gallery_shows_the_picture_chosen_already(editor_client: Client) -> None:
    article = DraftArticleFactory(lead=PictureFactory(key="rug", alt="A dog on a rug"))

    page = editor_client.get(reverse("admin:articles_article_change", args=[article.pk]))

    assert re.search(r"data-picture-alt>A dog on a rug</span>", page.content.decode())
