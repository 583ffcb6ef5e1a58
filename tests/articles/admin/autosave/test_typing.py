"""The text that somebody types is saved, and what the article does not take is kept beside it."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from articles.models.article import Stage
from articles.publishing import sign
from articles.publishing.signing import sign_off_of
from tests.articles.admin.open_form import OpenForm
from tests.articles.admin.pages import address, client_of
from tests.factories import (
    ApprovedArticleFactory,
    AuthorFactory,
    DraftArticleFactory,
    EditorFactory,
    PictureFactory,
    ReferenceFactory,
    SpeciesFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db


def test_what_was_typed_is_in_the_working_copy_and_the_answer_says_when(
    form: OpenForm, article: Article
) -> None:
    with time_machine.travel("2026-07-01T13:03:22Z", tick=False):
        answer = form.type(title="Why do cats wag?", body="They do not.").autosave()

    article.refresh_from_db()
    assert (article.title, article.body) == ("Why do cats wag?", "They do not.")
    assert answer["saved_at"] == "14:03:22"
    assert answer["version"] == article.version
    assert (answer["problems"], answer["kept"], answer["others"]) == ({}, [], [])


def test_every_plain_field_and_choice_is_autosaved(form: OpenForm, article: Article) -> None:
    species = [SpeciesFactory().pk, SpeciesFactory().pk]
    texts = {name: f"New {name}" for name in ("standfirst", "description", "answer", "key_points")}

    form.type(**texts, urgency="watch", kind="breed", species=species).autosave()

    article.refresh_from_db()
    assert {name: getattr(article, name) for name in texts} == texts
    assert (article.urgency, article.kind) == ("watch", "breed")
    assert sorted(article.species.values_list("pk", flat=True)) == species


def test_autosaving_writes_no_row_of_the_history(form: OpenForm, article: Article) -> None:
    before = article.history.count()

    for word in ("One", "Two", "Three"):
        form.type(body=word).autosave()

    assert article.history.count() == before


def test_another_persons_save_keeps_the_autosaved_text_under_its_writers_name(
    form: OpenForm, mira: User, article: Article
) -> None:
    form.type(body="Mira's words.").autosave()
    other = OpenForm(client_of(EditorFactory(username="noor")), article)

    other.type(body="Noor's words.").save()

    names = article.history.values_list("history_user__username", "history_change_reason", "body")[:2]
    assert list(names) == [("noor", None, "Noor's words."), ("mira", "Autosaved", "Mira's words.")]


def test_an_autosaved_change_ends_the_approval_and_the_signature(mira: User) -> None:
    approved = ApprovedArticleFactory()
    sign(approved, by=VetFactory(), review_due_on=timezone.localdate() + timedelta(days=300))
    form = OpenForm(client_of(mira), approved)

    form.type(body="Another text.").autosave()

    approved.refresh_from_db()
    assert approved.stage == Stage.WRITING
    assert sign_off_of(approved) is None


def test_a_field_that_is_not_fit_is_named_and_kept_while_the_others_are_saved(
    form: OpenForm, mira: User, article: Article
) -> None:
    answer = form.type(title="", body="New words.").autosave()

    article.refresh_from_db()
    assert (article.title, article.body) == ("Why do dogs wag?", "New words.")
    assert answer["problems"] == {"title": "Title: This field is required."}
    offer = OpenForm(form.client, article).offer
    assert offer is not None
    assert offer["values"] == {"title": [""]}


def test_rows_with_mistakes_are_kept_beside_the_article_and_offered_back(
    form: OpenForm, article: Article
) -> None:
    picture = PictureFactory()
    form.add_row("references", key="study1906", authors="Sherrington", title="")
    form.add_row("gallery", picture=picture.pk, position="none")

    answer = form.autosave()

    offer = OpenForm(form.client, article).offer
    assert offer is not None
    assert answer["kept"] == ["Gallery", "References"]
    assert offer["values"]["references-1-key"] == ["study1906"]
    assert '"references-1-key": ["study1906"]' in form.client.get(address(article)).content.decode()
    assert offer["labels"] == {"gallery-picture": {str(picture.pk): picture.alt}}
    assert not article.references.exists()


def test_whole_rows_are_autosaved_and_a_later_change_of_their_key_changes_the_same_row(
    form: OpenForm, article: Article
) -> None:
    form.add_row("references", key="study", authors="Sherrington", title="Reflex", evidence="study")

    first = form.autosave()
    reference = article.references.get()
    ((name, pk),) = first["ids"].items()
    again = form.type(**{name: pk, name.replace("-id", "-key"): "study1906"}).autosave()

    assert (first["kept"], again["kept"]) == ([], [])
    assert pk == str(reference.pk)
    assert [(one.pk, one.key) for one in article.references.all()] == [(reference.pk, "study1906")]


def test_an_autosaved_row_is_deleted_once_it_is_ticked(form: OpenForm, article: Article) -> None:
    form.add_row("references", key="study", authors="Sherrington", title="Reflex", evidence="study")
    ((name, pk),) = form.autosave()["ids"].items()

    form.type(**{name: pk, name.replace("-id", "-DELETE"): "on"}).autosave()

    assert not article.references.exists()


def test_a_version_that_was_asked_for_is_in_the_history(form: OpenForm, article: Article) -> None:
    before = article.history.count()

    form.type(body="New words.", why="Clearer").send(keep="1")

    assert article.history.count() == before + 1
    assert article.history.first().history_change_reason == "Clearer"


def test_a_save_settles_what_was_kept(form: OpenForm, article: Article) -> None:
    form.add_row("references", key="study1906", authors="Sherrington", title="").autosave()

    response = form.type(**{"references-1-title": "Reflex"}).save()

    assert response.status_code == 302
    assert [reference.key for reference in article.references.all()] == ["study1906"]
    assert OpenForm(form.client, article).offer is None


def test_a_save_leaves_what_others_typed(form: OpenForm, article: Article) -> None:
    noor = OpenForm(client_of(EditorFactory(username="noor")), article)
    noor.type(title="").autosave()

    form.type(body="Mira's words.").save()

    assert OpenForm(noor.client, article).offer is not None


def test_what_was_kept_can_be_read_and_discarded_without_a_script(form: OpenForm, article: Article) -> None:
    form.add_row("references", key="study1906", authors="Sherrington & Sons").autosave()
    page = form.client.get(address(article, "typed"))

    form.client.post(address(article, "typed"), {"at": page.context["kept"][0]["name"]})

    assert "Authors: Sherrington &amp; Sons" in page.content.decode()
    assert form.client.get(address(article, "typed")).context["kept"] == []
    assert OpenForm(form.client, article).offer is None


def test_an_author_autosaves_their_own_draft() -> None:
    author = AuthorFactory()
    own = DraftArticleFactory(owner=author)

    OpenForm(client_of(author), own).type(body="Own words.").autosave()

    own.refresh_from_db()
    assert own.body == "Own words."


def test_a_very_long_text_is_saved(form: OpenForm, article: Article) -> None:
    text = "A word of many. " * 20_000

    form.type(body=text).autosave()

    article.refresh_from_db()
    assert article.body == text.strip()


def test_the_number_of_queries_does_not_grow_with_the_rows(form: OpenForm, article: Article) -> None:
    form.type(body="One.").autosave()
    with CaptureQueriesContext(
        connection,
    ) as few:
        form.type(body="Two.").autosave()
    for number in range(12):
        ReferenceFactory(article=article, key=f"study{number}")
    larger = OpenForm(form.client, article, "window-2")
    larger.type(body="Three.").autosave()

    with CaptureQueriesContext(connection) as many:
        larger.type(body="Four.").autosave()

    assert len(many) == len(few)
    assert len(few) < 70
