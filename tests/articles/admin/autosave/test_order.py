"""Answers get lost, requests come late, and two windows write the same article."""

import pytest
from django.contrib.auth.models import User

from articles.models import Article
from tests.articles.admin.open_form import OpenForm
from tests.articles.admin.pages import address, client_of
from tests.factories import (
    DraftArticleFactory,
    EditorFactory,
    PictureFactory,
)

pytestmark = pytest.mark.django_db


def test_a_lost_answer_does_not_set_a_window_against_itself(form: OpenForm, article: Article) -> None:
    form.type(body="The answer to this is lost.").send()

    response = form.type(body="And it goes on.").send()

    article.refresh_from_db()
    assert response.status_code == 200
    assert article.body == "And it goes on."


def test_a_save_after_a_lost_answer_is_no_conflict(form: OpenForm, article: Article) -> None:
    form.type(body="The answer to this is lost.").send()

    response = form.type(body="And it goes on.").save()

    article.refresh_from_db()
    assert response.status_code == 302
    assert article.body == "And it goes on."


def test_a_request_that_the_network_held_up_overwrites_nothing_newer(
    form: OpenForm, article: Article
) -> None:
    held_up = form.fields | {"body": "Old words.", "sequence": 1}
    form.sequence = 1
    form.type(body="New words.").send()

    response = form.client.post(address(article, "autosave"), held_up)

    article.refresh_from_db()
    assert (response.status_code, response.json()["late"]) == (409, True)
    assert article.body == "New words."


def test_an_autosave_that_arrives_after_the_save_of_its_window_changes_nothing(
    form: OpenForm, article: Article
) -> None:
    held_up = form.fields | {"body": "Old words.", "sequence": 1}
    form.type(body="New words.").save()

    response = form.client.post(address(article, "autosave"), held_up)

    article.refresh_from_db()
    assert response.status_code == 409
    assert article.body == "New words."
    assert OpenForm(form.client, article).offer is None


def test_what_was_typed_over_anothers_change_is_refused_and_kept(form: OpenForm, article: Article) -> None:
    noor = OpenForm(client_of(EditorFactory(first_name="Noor")), article, "window-2")
    noor.type(body="Noor's words.").save()

    response = form.type(body="Mira's words.").send()

    article.refresh_from_db()
    offer = OpenForm(form.client, article).offer
    assert response.status_code == 409
    assert response.json()["by"] == "Noor"
    assert "Noor changed this article at" in response.json()["error"]
    assert article.body == "Noor's words."
    assert offer is not None
    assert offer["values"] == {"body": ["Mira's words."]}


def test_a_second_window_of_the_same_person_keeps_its_refused_text_too(
    form: OpenForm, article: Article
) -> None:
    second = OpenForm(form.client, article, "window-2")
    form.type(body="First window.").autosave()
    refused = second.type(body="Second window.").send()

    form.type(body="First window again.").autosave()

    offer = OpenForm(form.client, article, "window-3").offer
    assert refused.json()["by"] == "You (in another window)"
    assert offer is not None
    assert offer["values"] == {"body": ["Second window."]}


def test_new_words_of_a_shown_picture_do_not_refuse_the_text(mira: User) -> None:
    picture = PictureFactory()
    article = DraftArticleFactory(lead=picture)
    form = OpenForm(client_of(mira), article)
    form.autosave()
    Article.objects.filter(pk=article.pk).update(version=article.version + 7)

    response = form.type(body="New words.").send()

    assert response.status_code == 200
