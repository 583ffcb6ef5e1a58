"""Two editors on one article: the second sees both texts and chooses; nothing is overwritten."""

import json

import pytest
from django.contrib.auth.models import User

from articles.models import Article
from tests.articles.admin.conflict.outcome import keys, parts
from tests.articles.admin.open_form import OpenForm
from tests.articles.admin.pages import address, client_of, text_of
from tests.factories import (
    CategoryFactory,
    EditorFactory,
    SpeciesFactory,
)

pytestmark = pytest.mark.django_db


def test_the_second_save_writes_nothing_and_shows_both_texts(
    mira: OpenForm, noor: OpenForm, article: Article
) -> None:
    noor.type(body="Noor's <b>words</b>.").save()

    page = mira.type(body="Mira's words.").save()

    article.refresh_from_db()
    assert page.status_code == 409
    assert article.body == "Noor's <b>words</b>."
    assert "Noor changed this article at" in text_of(page)
    assert "Noor&#x27;s &lt;b&gt;words&lt;/b&gt;." in page.content.decode()
    assert "Mira's words." in text_of(page)


def test_each_part_is_kept_as_it_was_chosen(mira: OpenForm, noor: OpenForm, article: Article) -> None:
    noor.type(title="Noor's title?", body="Noor's words.", standfirst="Noor's.").save()
    page = mira.type(title="Mira's title?", body="Mira's words.", standfirst="Mira's.").save()

    answer = mira.choose(
        page,
        **{"keep-title": "mine", "keep-standfirst": "theirs"},
        **{"keep-body": "by-hand", "hand-body": "The words of both."},
    )

    article.refresh_from_db()
    assert answer.status_code == 302
    assert article.title == "Mira's title?"
    assert article.standfirst == "Noor's."
    assert article.body == "The words of both."


def test_keeping_my_rows_leaves_the_other_choices_alone(
    mira: OpenForm, noor: OpenForm, article: Article
) -> None:
    noor.type(title="Noor's title?").add_row("references", key="noor2020", authors="N", title="T").save()
    mira.add_row("references", key="mira2021", authors="M", title="T")
    page = mira.type(title="Mira's title?").save()

    mira.choose(page, **{"keep-title": "theirs", "keep-references": "mine"})

    article.refresh_from_db()
    assert article.title == "Noor's title?"
    assert keys(article) == ["mira2021", "study1906"]


def test_the_choice_is_saved_under_the_name_of_who_chose(
    mira: OpenForm, noor: OpenForm, article: Article
) -> None:
    noor.type(body="Noor's words.").autosave()
    page = mira.type(body="Mira's words.", why="A better word").save()

    mira.choose(page, **{"keep-body": "mine"})

    rows = article.history.values_list("history_user__first_name", "history_change_reason", "body")[:2]
    assert list(rows) == [
        ("Mira", "A better word", "Mira's words."),
        ("Noor", "Autosaved", "Noor's words."),
    ]


def test_nothing_is_chosen_where_both_changed_the_same(mira: OpenForm, noor: OpenForm) -> None:
    noor.type(body="Noor's words.", title="Noor's title?").save()

    page = mira.type(body="Mira's words.", standfirst="Mira's.").save()

    assert {name: part.choice for name, part in parts(page).items()} == {
        "title": "theirs",
        "standfirst": "mine",
        "body": "",
    }


@pytest.mark.parametrize("choice", ["", "both", "nonsense"])
def test_a_part_without_a_choice_is_asked_for_again(
    choice: str, mira: OpenForm, noor: OpenForm, article: Article
) -> None:
    noor.type(body="Noor's words.").save()
    page = mira.type(body="Mira's words.").save()

    again = mira.choose(page, **{"keep-body": choice})

    article.refresh_from_db()
    assert again.status_code == 409
    assert "every part below still needs a choice" in text_of(again)
    assert article.body == "Noor's words."
    assert parts(again)["body"].mine == "Mira's words."


def test_a_third_save_meanwhile_brings_the_page_again(
    mira: OpenForm, noor: OpenForm, article: Article
) -> None:
    noor.type(body="Noor's words.").save()
    page = mira.type(body="Mira's words.").save()
    third = OpenForm(client_of(EditorFactory(first_name="Tove")), article, "window-t")
    third.type(body="Tove's words.").save()

    again = mira.choose(page, **{"keep-body": "by-hand", "hand-body": "Both."})

    article.refresh_from_db()
    assert again.status_code == 409
    assert "Tove changed this article at" in text_of(again)
    assert article.body == "Tove's words."
    assert (parts(again)["body"].theirs, parts(again)["body"].by_hand) == ("Tove's words.", "Both.")
    assert mira.choose(again).status_code == 302
    article.refresh_from_db()
    assert article.body == ""


def test_leaving_the_page_loses_nothing(mira: OpenForm, noor: OpenForm, article: Article) -> None:
    noor.type(title="Noor's title?", body="Noor's words.").save()
    mira.type(body="Mira's words.").add_row("references", key="own2020", authors="A").save()

    offer = OpenForm(mira.client, article, "window-2").offer

    assert offer is not None
    assert offer["values"]["body"] == ["Mira's words."]
    assert offer["values"]["references-1-key"] == ["own2020"]
    assert "title" not in offer["values"]


def test_whoever_puts_it_back_sees_both_texts(mira: OpenForm, noor: OpenForm, article: Article) -> None:
    noor.type(body="Noor's words.").save()
    mira.type(body="Mira's words.").save()
    reopened = OpenForm(mira.client, article, "window-2")
    offer = reopened.offer
    assert offer is not None

    base = json.dumps(json.loads(reopened.fields["base"]) | offer["base"])
    page = reopened.type(body=offer["values"]["body"], version=offer["version"], base=base).save()

    assert page.status_code == 409
    assert list(parts(page)) == ["body"]


def test_two_equal_changes_are_no_conflict(mira: OpenForm, noor: OpenForm) -> None:
    noor.type(body="The same\r\nwords.").save()

    response = mira.type(body="The same\nwords. ").save()

    assert response.status_code == 302


def test_a_version_that_is_none_is_a_conflict_not_an_error(mira: OpenForm, article: Article) -> None:
    page = mira.type(body="Mira's words.", version="x' OR 1=1", base="").save()

    article.refresh_from_db()
    assert page.status_code == 409
    assert article.body == "It wags."


def test_choices_from_other_tables_are_shown_by_name(
    mira: OpenForm, noor: OpenForm, article: Article
) -> None:
    species = SpeciesFactory(name="Rabbits")
    noor.type(category=CategoryFactory(name="Feeding").pk, urgency="watch").save()

    page = mira.type(
        category=CategoryFactory(name="Health").pk, urgency="vet-soon", species=[species.pk]
    ).save()

    shown = parts(page)
    assert (shown["category"].mine, shown["category"].theirs) == ("Health", "Feeding")
    assert (shown["urgency"].mine, shown["urgency"].theirs) == ("Vet within days", "Watch at home")
    assert shown["species"].mine == "Rabbits"
    assert mira.choose(page, **{"keep-category": "mine", "keep-urgency": "theirs"}).status_code == 302
    article.refresh_from_db()
    assert (article.category.name, article.urgency) == ("Health", "watch")
    assert list(article.species.all()) == [species]


def test_a_mistake_in_what_was_chosen_comes_back_with_everything_in_it(
    mira: OpenForm, noor: OpenForm, article: Article
) -> None:
    noor.type(title="Noor's title?").add_row("references", key="noor2020", authors="N", title="T").save()
    page = mira.type(title="", body="Mira's words.").save()

    form = mira.choose(page, **{"keep-title": "mine"})

    article.refresh_from_db()
    assert form.status_code == 200
    assert "This field is required." in text_of(form)
    assert "Mira's words." in text_of(form)
    assert "noor2020" in form.content.decode()
    assert article.title == "Noor's title?"


def test_a_save_without_a_conflict_asks_nothing(mira: OpenForm, article: Article) -> None:
    assert mira.type(body="Mira's words.").save().status_code == 302


def test_who_may_not_change_the_article_gets_no_page_with_its_text(
    mira: OpenForm, noor: OpenForm, article: Article
) -> None:
    noor.type(body="Noor's words.").save()
    stranger = client_of(EditorFactory(username="gone"))
    User.objects.get(username="gone").groups.clear()

    response = stranger.post(address(article), mira.type(body="Mira's words.").fields)

    assert response.status_code == 403
    assert "Noor's words." not in text_of(response)
