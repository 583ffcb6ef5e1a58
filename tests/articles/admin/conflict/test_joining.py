"""Two editors changed different things: both changes are saved, and nobody is asked."""

import pytest
from django.contrib.messages import get_messages

from articles.admin.writing_page import READ_FIRST
from articles.drafts import editing
from articles.models import Article
from articles.models.article import Stage
from tests.articles.admin.conflict.conftest import BODY
from tests.articles.admin.open_form import OpenForm
from tests.articles.admin.pages import address
from tests.factories import EditorFactory, SpeciesFactory

pytestmark = pytest.mark.django_db


def told(response: object) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]  # type: ignore[attr-defined]


def test_different_lines_and_fields_are_joined(mira: OpenForm, noor: OpenForm, article: Article) -> None:
    noor.type(title="Noor's title?", body=BODY.replace("It wags.", "It wags a lot.")).save()

    answer = mira.type(standfirst="Mira's.", body=BODY.replace("ends here", "ends there")).save()

    article.refresh_from_db()
    assert answer.status_code == 302
    assert article.body == "It wags a lot.\n\nThe tail is long.\n\nIt ends there."
    assert (article.title, article.standfirst) == ("Noor's title?", "Mira's.")


def test_a_message_says_whose_words_came_in(mira: OpenForm, noor: OpenForm) -> None:
    noor.type(title="Noor's title?", body=BODY.replace("It wags.", "It wags a lot.")).save()

    answer = mira.type(body=BODY.replace("ends here", "ends there")).save()

    assert any("what Noor changed is in Title, Text." in message for message in told(answer))


def test_both_texts_stay_in_the_history(mira: OpenForm, noor: OpenForm, article: Article) -> None:
    noors, miras = BODY.replace("It wags.", "It wags a lot."), BODY.replace("ends here", "ends there")
    noor.type(body=noors).save()
    mira.type(body=miras).add_row("references", key="mira2021", authors="M", title="T", year="2021").save()

    _joined, sent, theirs = article.history.order_by("-history_id")[:3]

    assert (sent.body, sent.history_user.first_name) == (miras, "Mira")
    assert (theirs.body, theirs.history_user.first_name) == (noors, "Noor")
    assert {row["key"]: row["year"] for row in sent.parts["references"]} == {
        "study1906": theirs.parts["references"][0]["year"],
        "mira2021": 2021,
    }


def test_a_text_that_was_only_autosaved_is_known_when_two_began_with_it(
    noor: OpenForm, article: Article, mira: OpenForm
) -> None:
    noor.type(body=BODY.replace("It wags.", "It wags a lot.")).autosave()
    late = OpenForm(mira.client, article, "window-late")
    noor.type(body=BODY.replace("It wags.", "It wags a lot, and more.")).autosave()

    answer = late.type(body=late.fields["body"].replace("ends here", "ends there")).save()

    article.refresh_from_db()
    assert answer.status_code == 302
    assert article.body == "It wags a lot, and more.\n\nThe tail is long.\n\nIt ends there."


def test_two_equal_changes_are_no_conflict(mira: OpenForm, noor: OpenForm) -> None:
    noor.type(body="The same\r\nwords.").save()

    assert mira.type(body="The same\nwords. ").save().status_code == 302


def test_animals_of_both_are_kept(mira: OpenForm, noor: OpenForm, article: Article) -> None:
    before = list(article.species.values_list("pk", flat=True))
    rabbits, parrots = SpeciesFactory(name="Rabbits"), SpeciesFactory(name="Parrots")
    noor.type(species=[*before, rabbits.pk]).save()

    mira.type(species=[*before, parrots.pk]).save()

    assert set(article.species.values_list("pk", flat=True)) == {*before, rabbits.pk, parrots.pk}


def test_a_save_without_a_conflict_says_nothing_of_others(mira: OpenForm, article: Article) -> None:
    answer = mira.type(body="Mira's words.").save()

    assert answer.status_code == 302
    assert not any("Both texts" in message for message in told(answer))
    assert article.history.filter(history_change_reason__startswith="As it was sent").count() == 0


def test_nobody_hands_in_words_that_came_in_with_the_same_press(
    mira: OpenForm, noor: OpenForm, article: Article
) -> None:
    noor.type(body=BODY.replace("It wags.", "It wags a lot, and bites all who come near.")).save()

    answer = mira.type(body=BODY.replace("ends here", "ends there")).save(_hand_in="")

    article.refresh_from_db()
    assert article.stage == Stage.WRITING
    assert article.body.startswith("It wags a lot, and bites")
    assert article.body.endswith("ends there.")
    assert answer["Location"] == address(article)
    assert READ_FIRST in told(answer)
    OpenForm(mira.client, article, "window-m").save(_hand_in="")
    article.refresh_from_db()
    assert article.stage == Stage.IN_REVIEW


def test_nobody_hands_in_other_words_of_a_picture_that_the_form_did_not_show(
    mira: OpenForm, article: Article
) -> None:
    picture = article.gallery.get().picture
    picture.alt = "A dog that bites all who come near"
    picture.save()
    editing.picture_changed(picture, by=EditorFactory())

    answer = mira.save(_hand_in="")

    article.refresh_from_db()
    assert article.stage == Stage.WRITING
    assert READ_FIRST in told(answer)
