"""What is typed reaches the server by itself; what the article cannot take is kept beside it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, EditingSession
from articles.models.article import Stage
from articles.publishing import sign
from articles.publishing.signing import sign_off_of
from tests.articles.admin.open_form import OpenForm, address
from tests.factories import (
    ApprovedArticleFactory,
    AuthorFactory,
    DraftArticleFactory,
    EditorFactory,
    ModeratorFactory,
    PictureFactory,
    ReferenceFactory,
    SpeciesFactory,
    UserFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def mira() -> User:
    return EditorFactory(username="mira")


@pytest.fixture
def article() -> Article:
    return DraftArticleFactory(title="Why do dogs wag?", body="It wags.")


@pytest.fixture
def form(mira: User, article: Article) -> OpenForm:
    return OpenForm(client_of(mira), article)


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
    assert OpenForm(form.client, article).offer["values"] == {"title": [""]}  # type: ignore[index]


def test_rows_are_kept_for_the_next_save_and_offered_back(form: OpenForm, article: Article) -> None:
    picture = PictureFactory()
    form.add_row("references", key="study1906", authors="Sherrington", title="")
    form.add_row("gallery", picture=picture.pk, position="1")

    answer = form.autosave()

    offer = OpenForm(form.client, article).offer
    assert offer is not None
    assert answer["kept"] == ["Gallery", "References"]
    assert offer["values"]["references-0-key"] == ["study1906"]
    assert offer["labels"] == {"gallery-picture": {str(picture.pk): f"{picture.key}: {picture.alt}"}}
    assert not article.references.exists()


def test_a_save_settles_what_was_kept(form: OpenForm, article: Article) -> None:
    form.add_row("references", key="study1906", authors="Sherrington", title="Reflex").autosave()

    response = form.save()

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


@pytest.mark.parametrize("factory", [AuthorFactory, VetFactory, ModeratorFactory, UserFactory])
@pytest.mark.parametrize("page", ["autosave", "presence"])
def test_who_may_not_change_the_article_is_refused_in_json(
    factory: Any, page: str, form: OpenForm, article: Article
) -> None:
    stranger = client_of(factory())

    response = stranger.post(address(article, page), form.fields | {"body": "Intruded.", "sequence": 1})

    article.refresh_from_db()
    assert response.status_code == 403
    assert response.json()["error"] == "You may not change this article any more."
    assert article.body == "It wags."
    assert not EditingSession.objects.exists()


def test_an_author_autosaves_their_own_draft() -> None:
    author = AuthorFactory()
    own = DraftArticleFactory(owner=author)

    OpenForm(client_of(author), own).type(body="Own words.").autosave()

    own.refresh_from_db()
    assert own.body == "Own words."


@pytest.mark.parametrize("page", ["autosave", "presence"])
def test_a_login_that_ended_is_said_in_json(page: str, form: OpenForm, article: Article) -> None:
    response = Client().post(address(article, page), form.fields | {"sequence": 1})

    assert response.status_code == 403
    assert response.json()["login"] == "ended"


def test_a_window_of_one_person_saves_nothing_under_anothers_name(
    form: OpenForm, mira: User, article: Article
) -> None:
    noor = client_of(EditorFactory(first_name="Noor"))

    response = noor.post(
        address(article, "autosave"), form.fields | {"body": "Whose?", "sequence": 1, "user": mira.pk}
    )

    article.refresh_from_db()
    assert response.status_code == 403
    assert response.json()["error"] == "This browser is now logged in as Noor."
    assert article.body == "It wags."


def test_an_article_that_was_deleted_is_said_in_json(form: OpenForm, article: Article) -> None:
    address_then = address(article, "autosave")
    article.delete()

    response = form.client.post(address_then, form.fields | {"sequence": 1})

    assert (response.status_code, response.json()) == (404, {"error": "This article was deleted."})


def test_only_a_post_is_answered(form: OpenForm, article: Article) -> None:
    assert form.client.get(address(article, "autosave")).status_code == 405


@pytest.mark.parametrize(
    "wrong",
    [
        *({"version": word} for word in ("", "x", "-1", "1.5", "²", "9" * 30)),
        *({"tab": word} for word in ("", "a/b", "x" * 37, "\0")),
        *({"sequence": word} for word in ("", "one", "0")),
    ],
)
def test_a_malformed_request_is_refused_in_words(
    wrong: dict[str, str], form: OpenForm, article: Article
) -> None:
    response = form.type(body="New.").send(**wrong)

    article.refresh_from_db()
    assert (response.status_code, response.json()) == (400, {"error": "The form was not sent whole."})
    assert article.body == "It wags."


@pytest.mark.parametrize("base", ["", "{", "[]", "null", '{"body": 5}'])
def test_marks_that_are_none_do_no_harm(base: str, form: OpenForm, article: Article) -> None:
    response = form.type(body="New.", base=base).send()

    article.refresh_from_db()
    assert response.status_code == 200
    assert article.body == "New."


def test_a_nul_is_refused_for_the_article_and_kept_without_harm(form: OpenForm, article: Article) -> None:
    answer = form.type(body="Before\0after", standfirst="Fine.").autosave()

    article.refresh_from_db()
    offer = OpenForm(form.client, article).offer
    assert (article.body, article.standfirst) == ("It wags.", "Fine.")
    assert answer["problems"] == {"body": "Text: Null characters are not allowed."}
    assert offer is not None
    assert offer["values"] == {"body": ["Before\ufffdafter"]}


def test_characters_that_are_none_are_marked(form: OpenForm, article: Article) -> None:
    form.sequence += 1
    fields = {name: value for name, value in form.fields.items() if name not in ("body", "species")}
    lines = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in (fields | {"sequence": 1}).items()
    ).encode()
    lone = b'--b\r\nContent-Disposition: form-data; name="body"\r\n\r\nOne \xed\xa0\x80 half\r\n--b--\r\n'

    response = form.client.generic(
        "POST", address(article, "autosave"), lines + lone, "multipart/form-data; boundary=b"
    )

    article.refresh_from_db()
    assert response.status_code == 200
    assert article.body == "One \ufffd\ufffd\ufffd half"


def test_a_very_long_text_is_saved(form: OpenForm, article: Article) -> None:
    text = "A word of many. " * 20_000

    form.type(body=text).autosave()

    article.refresh_from_db()
    assert article.body == text.strip()


def test_a_form_of_more_than_a_megabyte_is_refused_in_words(form: OpenForm, article: Article) -> None:
    response = form.type(body="é" * 600_000).send()

    article.refresh_from_db()
    assert response.status_code == 413
    assert "more than 1 MB" in response.json()["error"]
    assert article.body == "It wags."


def test_an_unknown_number_of_rows_costs_nothing(form: OpenForm) -> None:
    answer = form.type(**{"references-TOTAL_FORMS": "9" * 9}).autosave()

    assert answer["kept"] == []


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
    assert len(few) < 60
