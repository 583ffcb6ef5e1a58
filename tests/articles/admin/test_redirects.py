"""Editors lead old addresses on by hand."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Redirect
from articles.publishing import withdraw
from articles.publishing.addresses import lead_on
from tests.articles.admin.pages import client_of, messages_of, text_of
from tests.factories import (
    AuthorFactory,
    DraftArticleFactory,
    LoneArticleFactory,
    ModeratorFactory,
    VetFactory,
    many_live_editions,
)

pytestmark = pytest.mark.django_db

REDIRECTS, ADD = "/admin/articles/redirect/", "/admin/articles/redirect/add/"


def test_an_editor_leads_an_old_address_on(editor_client: Client, client: Client) -> None:
    article = LoneArticleFactory(slug="tail")

    response = editor_client.post(ADD, {"old_path": "/articles/old/", "article": article.pk}, follow=True)

    assert "was added successfully" in messages_of(response)[0]
    assert client.get("/articles/old/").headers["Location"] == "/articles/tail/"


def test_adding_by_hand_collapses_chains_too(editor_client: Client) -> None:
    middle, end = LoneArticleFactory(slug="middle"), LoneArticleFactory(slug="end")
    lead_on("/articles/start/", middle, by=None)
    withdraw(middle, by=None)

    editor_client.post(ADD, {"old_path": "/articles/middle/", "article": end.pk})

    assert set(Redirect.objects.values_list("old_path", "article")) == {
        ("/articles/start/", end.pk),
        ("/articles/middle/", end.pk),
    }


@pytest.mark.parametrize(
    ("path", "to", "message"),
    [
        ("/articles/live/", "tail", "Readers see “Why live?” at this address"),
        ("/articles/tail/", "tail", "This is the article's own address."),
        ("/articles/old/", "draft", "Readers do not see “Why draft?”"),
        ("/somewhere/else/", "tail", "Only the address of a page can lead on"),
        ("old", "tail", "Only the address of a page can lead on"),
        ("/articles/taken/", "tail", "Readers are led on from this address already"),
        ("", "tail", "This field is required."),
    ],
)
def test_a_redirect_that_cannot_be_is_told(editor_client: Client, path: str, to: str, message: str) -> None:
    LoneArticleFactory(slug="live", title="Why live?")
    target = LoneArticleFactory(slug="tail", title="Why tails?")
    DraftArticleFactory(slug="draft", title="Why draft?")
    lead_on("/articles/taken/", target, by=None)
    data = {"old_path": path, "article": Article.objects.get(slug=to).pk}

    response = editor_client.post(ADD, data)

    assert message in text_of(response)
    assert f'value="{path}"' in response.content.decode() or not path
    assert Redirect.objects.count() == 1


def test_a_redirect_is_deleted_and_never_changed_in_place(editor_client: Client, client: Client) -> None:
    redirect = lead_on("/articles/old/", LoneArticleFactory(slug="tail"), by=None)
    other = LoneArticleFactory(slug="other")

    changed = editor_client.post(
        f"{REDIRECTS}{redirect.pk}/change/", {"old_path": "/articles/x/", "article": other.pk}
    )
    before = client.get("/articles/old/").status_code
    editor_client.post(f"{REDIRECTS}{redirect.pk}/delete/", {"post": "yes"})

    assert (changed.status_code, before) == (403, 301)
    assert client.get("/articles/old/").status_code == 404


def test_the_list_says_where_each_address_leads_now_in_few_questions(editor_client: Client) -> None:
    gone = LoneArticleFactory(slug="gone", title="Why gone?")
    lead_on("/articles/old/", gone, by=None)
    withdraw(gone, by=None)
    beagle = LoneArticleFactory(slug="beagle", kind="breed", title="Beagle")
    lead_on("/breeds/older/", beagle, by=None)

    with CaptureQueriesContext(connection) as few:
        response = editor_client.get(REDIRECTS)
    for number, edition in enumerate(many_live_editions(beagle, 20)):
        lead_on(f"/articles/old-{number}/", edition.article, by=None)
    with CaptureQueriesContext(connection) as many:
        editor_client.get(REDIRECTS)

    words = text_of(response)
    assert "/articles/old/ Why gone? Nowhere: readers do not see the article" in words
    assert "/breeds/older/ Beagle /breeds/beagle/" in words
    assert len(many) == len(few)


@pytest.mark.parametrize(("asked", "found"), [("old", 1), ("Beagle", 1), ("beagle-file", 1), ("nothing", 0)])
def test_redirects_are_searched_by_address_and_by_article(
    editor_client: Client, asked: str, found: int
) -> None:
    lead_on("/breeds/old/", LoneArticleFactory(slug="beagle-file", kind="breed", title="Beagle"), by=None)

    assert editor_client.get(REDIRECTS, {"q": asked}).context["cl"].result_count == found


@pytest.mark.parametrize("person", [AuthorFactory, VetFactory, ModeratorFactory])
def test_only_editors_lead_readers_on(person: Any) -> None:
    client = client_of(person())
    article = LoneArticleFactory()
    redirect = lead_on("/articles/old/", article, by=None)

    added = client.post(ADD, {"old_path": "/articles/x/", "article": article.pk})
    deleted = client.post(f"{REDIRECTS}{redirect.pk}/delete/", {"post": "yes"})

    assert (client.get(REDIRECTS).status_code, added.status_code, deleted.status_code) == (403, 403, 403)
    assert Redirect.objects.get() == redirect
