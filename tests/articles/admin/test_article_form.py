"""Editors write in an article's form; readers see none of it until it is published."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.drafts.fingerprint import fingerprint
from articles.models import Article, BreedFact, Edition, Reference
from articles.models.article import Kind
from articles.publishing import Release, publish
from tests.articles.admin.pages import address, fields_of, form_of, messages_of, text_of
from tests.factories import (
    CategoryFactory,
    ContributorFactory,
    DraftArticleFactory,
    LoneArticleFactory,
    PictureFactory,
    ReferenceFactory,
    SpeciesFactory,
    live_edition,
)

pytestmark = pytest.mark.django_db

LIST, ADD = "/admin/articles/article/", "/admin/articles/article/add/"
INLINES = ("gallery", "references", "facts")


def new_article(**changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "title": "Why do dogs wag?",
        "slug": "wag",
        "kind": "article",
        "category": CategoryFactory().pk,
        "species": [SpeciesFactory().pk],
        "author": ContributorFactory().pk,
        "urgency": "no-worry",
        "answer": "Because they can.",
        "body": "## What happens\r\n\r\nIt wags.",
    }
    for inline in INLINES:
        data |= {f"{inline}-TOTAL_FORMS": 0, f"{inline}-INITIAL_FORMS": 0}
    return data | changes


def test_an_editor_adds_an_article_and_no_reader_sees_it(editor_client: Client) -> None:
    response = editor_client.post(ADD, new_article(), follow=True)

    assert "was added successfully" in messages_of(response)[0]
    assert Article.objects.get().title == "Why do dogs wag?"
    assert not Edition.objects.exists()


def test_the_address_of_a_published_article_cannot_be_changed(editor_client: Client) -> None:
    article = LoneArticleFactory(slug="wag")
    change = reverse("admin:articles_article_change", args=[article.pk])

    editor_client.post(change, new_article(slug="elsewhere", kind="breed", title="Why wag at all?"))

    article.refresh_from_db()
    assert (article.slug, article.kind, article.title) == ("wag", "article", "Why wag at all?")


def test_adding_goes_on_on_the_same_page(editor: User, editor_client: Client) -> None:
    added = editor_client.post(ADD, new_article())

    article = Article.objects.get()
    assert added.headers["Location"] == address(article)
    assert article.owner == editor
    assert editor_client.get(address(article)).status_code == 200


def test_an_address_is_made_from_the_title(editor_client: Client) -> None:
    editor_client.post(ADD, new_article(slug=""))

    assert Article.objects.get().slug == "why-do-dogs-wag"


def test_an_article_gets_its_pictures_references_and_facts(editor_client: Client) -> None:
    picture, article = PictureFactory(), DraftArticleFactory()
    page = address(article)

    editor_client.post(
        page,
        form_of(editor_client, page)
        | {"gallery-TOTAL_FORMS": 1, "gallery-0-picture": picture.pk, "gallery-0-position": 1}
        | {"references-TOTAL_FORMS": 1, "references-0-key": "study1906", "references-0-authors": "A"}
        | {"references-0-title": "T", "references-0-url": "example.org/study"}
        | {"facts-TOTAL_FORMS": 1, "facts-0-label": "Size", "facts-0-value": "Small", "facts-0-position": 1},
    )

    assert list(article.pictures.all()) == [picture]
    assert [reference.url for reference in article.references.all()] == ["https://example.org/study"]
    assert [str(fact) for fact in article.facts.all()] == ["Size: Small"]


def test_a_change_is_kept_in_the_working_copy_until_it_is_published(editor_client: Client) -> None:
    article = LoneArticleFactory(title="Before")
    page = address(article)

    response = editor_client.post(page, form_of(editor_client, page) | {"title": "After"}, follow=True)

    assert "was changed successfully" in messages_of(response)[0]
    article.refresh_from_db()
    assert article.title == "After"
    assert live_edition(article).title == "Before"


def test_saving_without_a_change_leaves_the_article_as_the_importer_knows_it(editor_client: Client) -> None:
    article = DraftArticleFactory(lead=PictureFactory(), body="## One\n\nTwo [^study1906].\n\nThree.")
    reference = ReferenceFactory(article=article, key="study1906")
    BreedFact.objects.create(article=article, label="Size", value="Small", reference=reference)
    before, page = fingerprint(article), address(article)

    drawn = editor_client.get(page)
    response = editor_client.post(page, fields_of(drawn.context))

    assert response.status_code == 302
    assert fingerprint(Article.objects.get()) == before


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": "\u3164\u200b"}, "This field is required."),
        ({"slug": "under_score"}, "Use small letters, digits and single hyphens."),
        ({"slug": "taken"}, "Article with this Slug already exists."),
        ({"kind": "advert"}, "Select a valid choice."),
        ({"category": ""}, "This field is required."),
    ],
)
def test_a_wrong_field_is_told_and_nothing_is_saved(
    editor_client: Client, changes: dict[str, str], message: str
) -> None:
    DraftArticleFactory(slug="taken")

    response = editor_client.post(ADD, new_article(**changes))

    assert message in text_of(response)
    assert Article.objects.count() == 1


def test_a_fact_rests_on_a_reference_of_its_own_article_only(editor_client: Client) -> None:
    article = DraftArticleFactory()
    other = ReferenceFactory(key="others1906")
    page = address(article)

    response = editor_client.post(
        page,
        form_of(editor_client, page)
        | {"facts-TOTAL_FORMS": 1, "facts-0-label": "Size", "facts-0-value": "Small", "facts-0-position": 1}
        | {"facts-0-article": article.pk, "facts-0-reference": other.pk},
    )

    assert "Select a valid choice." in text_of(response)
    assert not BreedFact.objects.exists()


def test_two_references_of_an_article_cannot_share_a_key(editor_client: Client) -> None:
    reference = {"key": "study1906", "authors": "A", "title": "T"}
    rows = {f"references-{row}-{name}": value for row in (0, 1) for name, value in reference.items()}
    page = address(DraftArticleFactory())

    response = editor_client.post(page, form_of(editor_client, page) | {"references-TOTAL_FORMS": 2} | rows)

    assert response.status_code == 200
    assert not Reference.objects.exists()


def test_a_second_article_to_lead_the_home_page_is_told_of_the_first(editor_client: Client) -> None:
    DraftArticleFactory(is_featured=True)
    page = address(DraftArticleFactory())

    response = editor_client.post(page, form_of(editor_client, page) | {"is_featured": "on"})

    assert "Another article leads the home page: take that mark away first." in text_of(response)
    assert Article.objects.filter(is_featured=True).count() == 1


@pytest.mark.parametrize("page", ["publish", "review"])
def test_saving_may_go_on_to_the_next_page(editor_client: Client, page: str) -> None:
    article = DraftArticleFactory()
    form = form_of(editor_client, address(article))

    changed = editor_client.post(address(article), form | {"title": "Saved", f"_{page}": "1"})

    assert changed.headers["Location"] == address(article, page)
    assert Article.objects.get().title == "Saved"
    assert not Edition.objects.exists()


def test_the_change_page_tells_the_state_and_the_editions(editor_client: Client, editor: User) -> None:
    article = LoneArticleFactory()
    publish(article, by=editor, release=Release(note="A better answer"))

    words = text_of(editor_client.get(address(article)))

    assert "Live, edition 2" in words
    assert "No vet has signed this text." in words
    assert f"A better answer Not signed {editor.username}" in words
    assert "No note Not signed the operator or somebody whose login is gone" in words


def test_the_change_page_links_to_the_page_that_readers_see(editor_client: Client) -> None:
    live, draft = LoneArticleFactory(slug="live"), DraftArticleFactory(slug="draft")
    Article.objects.filter(pk=live.pk).update(kind=Kind.BREED)

    assert 'href="/articles/live/"' in editor_client.get(address(live)).content.decode()
    assert "View on site" not in text_of(editor_client.get(address(draft)))


def test_the_editor_previews_with_the_references_of_its_own_article(editor_client: Client) -> None:
    article = DraftArticleFactory()

    html = editor_client.get(address(article)).content.decode()

    assert f'data-markdownx-urls-path="/markdownx/markdownify/?article={article.pk}"' in html
