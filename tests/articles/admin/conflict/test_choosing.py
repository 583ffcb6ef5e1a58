"""Two editors changed the same: the second sees both texts and chooses; nothing is overwritten."""

import json

import pytest
from django.contrib.auth.models import User

from articles.models import Article
from tests.articles.admin.conflict.conftest import BODY
from tests.articles.admin.conflict.outcome import asked
from tests.articles.admin.open_form import OpenForm
from tests.articles.admin.pages import address, client_of, text_of
from tests.factories import CategoryFactory, EditorFactory, SpeciesFactory

pytestmark = pytest.mark.django_db

NOORS, MIRAS = BODY.replace("long", "<b>short</b>"), BODY.replace("long", "fluffy")


def test_the_second_save_writes_nothing_and_shows_both_texts(
    mira: OpenForm, noor: OpenForm, article: Article
) -> None:
    noor.type(body=NOORS).save()

    page = mira.type(body=MIRAS).save()

    article.refresh_from_db()
    assert page.status_code == 409
    assert article.body == NOORS
    assert "Noor saved “Why do dogs wag?” at" in text_of(page)
    assert "&lt;b&gt;short&lt;/b&gt;" in page.content.decode().replace("<ins>", "").replace("</ins>", "")
    question = asked(page)["body"]
    assert (question.theirs, question.mine) == ("The tail is <b>short</b>.", "The tail is fluffy.")
    assert question.base == "The tail is long."
    assert question.is_open


@pytest.mark.parametrize(
    ("choice", "line"),
    [
        ("theirs", "The tail is <b>short</b>."),
        ("mine", "The tail is fluffy."),
        ("both", "The tail is <b>short</b>.\nThe tail is fluffy."),
        ("The words of both.", "The words of both."),
    ],
)
def test_a_place_is_saved_as_it_was_chosen(
    choice: str, line: str, mira: OpenForm, noor: OpenForm, article: Article
) -> None:
    noor.type(body=NOORS, standfirst="Noor's.").save()
    page = mira.type(body=MIRAS, description="Mira's.").save()

    answer = mira.choose(page, body=choice)

    article.refresh_from_db()
    assert answer.status_code == 302
    assert article.body == BODY.replace("The tail is long.", line)
    assert (article.standfirst, article.description) == ("Noor's.", "Mira's.")


def test_both_texts_stay_in_the_history(mira: OpenForm, noor: OpenForm, article: Article) -> None:
    noor.type(body=NOORS).autosave()
    page = mira.type(body=MIRAS, why="A better word").save()

    mira.choose(page, body="theirs")

    rows = article.history.values_list("history_user__first_name", "history_change_reason", "body")[:3]
    assert list(rows) == [
        ("Mira", "A better word", NOORS),
        ("Mira", "As it was sent, before it was joined with what Noor saved", MIRAS),
        ("Noor", "Autosaved", NOORS),
    ]


@pytest.mark.parametrize("choice", ["", "nonsense"])
def test_a_place_without_a_choice_is_asked_for_again(
    choice: str, mira: OpenForm, noor: OpenForm, article: Article
) -> None:
    noor.type(body=NOORS, title="Noor's title?").save()
    page = mira.type(body=MIRAS, title="Mira's title?").save()
    name = asked(page)["body"].name

    again = mira.choose(page, title="mine")
    if choice:
        post = {f"keep-{name}": choice, "choosing": "yes"} | mira.fields
        again = mira.client.post(address(article), post)

    article.refresh_from_db()
    assert again.status_code == 409
    assert f'href="#{asked(again)["title" if choice else "body"].name}"' in again.content.decode()
    assert article.body == NOORS
    assert asked(again)["body"].mine == "The tail is fluffy."


def test_a_third_save_meanwhile_asks_only_what_is_new(
    mira: OpenForm, noor: OpenForm, article: Article
) -> None:
    noor.type(body=NOORS, title="Noor's title?").save()
    page = mira.type(body=MIRAS, title="Mira's title?").save()
    third = OpenForm(client_of(EditorFactory(first_name="Tove")), article, "window-t")
    third.type(title="Tove's title?").save()

    again = mira.choose(page, body="Both.", title="mine")

    article.refresh_from_db()
    assert again.status_code == 409
    assert article.title == "Tove's title?"
    assert [question.name for question in again.context["open"]] == [asked(again)["title"].name]
    assert (asked(again)["title"].theirs, asked(again)["body"].own) == ("Tove's title?", "Both.")


def test_leaving_the_page_loses_nothing(mira: OpenForm, noor: OpenForm, article: Article) -> None:
    noor.type(title="Noor's title?", body=NOORS).save()
    mira.type(body=MIRAS).add_row("references", key="own2020", authors="A").save()

    offer = OpenForm(mira.client, article, "window-2").offer

    assert offer is not None
    assert offer["values"]["body"] == [MIRAS]
    assert offer["values"]["references-2-key"] == ["own2020"]
    assert "title" not in offer["values"]


def test_whoever_puts_it_back_is_asked_again(mira: OpenForm, noor: OpenForm, article: Article) -> None:
    noor.type(body=NOORS).save()
    mira.type(body=MIRAS).save()
    reopened = OpenForm(mira.client, article, "window-2")
    offer = reopened.offer
    assert offer is not None

    base = json.dumps(json.loads(reopened.fields["base"]) | offer["base"])
    page = reopened.type(body=offer["values"]["body"], version=offer["version"], base=base).save()

    assert page.status_code == 409
    assert asked(page)["body"].base == "The tail is long."


def test_a_version_that_is_none_asks_about_each_difference(mira: OpenForm, article: Article) -> None:
    page = mira.type(body=MIRAS, version="x' OR 1=1", base="").save()

    article.refresh_from_db()
    assert page.status_code == 409
    assert article.body == BODY
    question = asked(page)["body"]
    assert (question.theirs, question.mine, question.base) == (
        "The tail is long.",
        "The tail is fluffy.",
        None,
    )


def test_choices_from_other_tables_are_shown_by_name(
    mira: OpenForm, noor: OpenForm, article: Article
) -> None:
    species = SpeciesFactory(name="Rabbits")
    noor.type(category=CategoryFactory(name="Feeding").pk, urgency="watch").save()

    page = mira.type(
        category=CategoryFactory(name="Health").pk, urgency="vet-soon", species=[species.pk]
    ).save()

    shown = asked(page)
    assert (shown["category"].mine, shown["category"].theirs) == ("Health", "Feeding")
    assert (shown["urgency"].mine, shown["urgency"].theirs) == ("Vet within days", "Watch at home")
    assert not shown["urgency"].takes_own
    assert "species" not in shown
    assert mira.choose(page, category="mine", urgency="theirs").status_code == 302
    article.refresh_from_db()
    assert (article.category.name, article.urgency) == ("Health", "watch")
    assert list(article.species.all()) == [species]


def test_a_mistake_in_what_was_chosen_comes_back_with_everything_in_it(
    mira: OpenForm, noor: OpenForm, article: Article
) -> None:
    noor.type(title="Noor's title?").add_row("references", key="noor2020", authors="N", title="T").save()
    page = mira.type(title="", body=MIRAS).save()

    form = mira.choose(page, title="mine")

    article.refresh_from_db()
    assert form.status_code == 200
    assert "This field is required." in text_of(form)
    assert "The tail is fluffy." in text_of(form)
    assert "noor2020" in form.content.decode()
    assert article.title == "Noor's title?"


def test_who_may_not_change_the_article_gets_no_page_with_its_text(
    mira: OpenForm, noor: OpenForm, article: Article
) -> None:
    noor.type(body="Noor's words.").save()
    stranger = client_of(EditorFactory(username="gone"))
    User.objects.get(username="gone").groups.clear()

    response = stranger.post(address(article), mira.type(body="Mira's words.").fields)

    assert response.status_code == 403
    assert "Noor's words." not in text_of(response)
