"""Two editors on the same references: rows that somebody deleted, added or changed meanwhile."""

import pytest

from articles.drafts import editing
from articles.models import Article, BreedFact
from tests.articles.admin.conflict.outcome import asked, keys
from tests.articles.admin.open_form import OpenForm
from tests.factories import PictureFactory

pytestmark = pytest.mark.django_db


def test_new_rows_of_both_are_kept(mira: OpenForm, noor: OpenForm, article: Article) -> None:
    noor.add_row("references", key="noor2020", authors="N", title="T").save()

    answer = mira.add_row("references", key="mira2021", authors="M", title="T").save()

    assert answer.status_code == 302
    assert keys(article) == ["mira2021", "noor2020", "study1906"]


def test_two_fields_of_one_row_fit_together(mira: OpenForm, noor: OpenForm, article: Article) -> None:
    noor.type(**{"references-0-title": "Noor's title"}).save()

    answer = mira.type(**{"references-0-source": "Mira's journal", "references-0-key": "hart1906"}).save()

    assert answer.status_code == 302
    reference = article.references.get()
    assert (reference.key, reference.title, reference.source) == (
        "hart1906",
        "Noor's title",
        "Mira's journal",
    )


def test_a_field_that_both_changed_is_asked(mira: OpenForm, noor: OpenForm, article: Article) -> None:
    noor.type(**{"references-0-title": "Noor's title"}).save()
    page = mira.type(**{"references-0-title": "Mira's title"}).save()

    question = asked(page)["references"]
    assert question.label == "study1906: Title"
    assert (question.theirs, question.mine, question.base) == ("Noor's title", "Mira's title", "Reflex")
    assert mira.choose(page, references="mine").status_code == 302
    assert article.references.get().title == "Mira's title"


@pytest.mark.parametrize(("choice", "titles"), [("mine", ["Mira's title"]), ("theirs", [])])
def test_a_row_that_one_deleted_and_the_other_changed_is_asked(
    choice: str, titles: list[str], mira: OpenForm, noor: OpenForm, article: Article
) -> None:
    noor.type(**{"references-0-DELETE": "on"}).save()
    page = mira.type(**{"references-0-title": "Mira's title"}).save()

    answer = mira.choose(page, references=choice)

    assert answer.status_code == 302
    assert [reference.title for reference in article.references.all()] == titles


def test_a_row_that_one_deleted_goes(mira: OpenForm, noor: OpenForm, article: Article) -> None:
    noor.add_row("references", key="noor2020", authors="N", title="T").save()

    mira.type(**{"references-0-DELETE": "on"}).save()

    assert keys(article) == ["noor2020"]


def test_the_same_new_row_on_both_sides_becomes_one(mira: OpenForm, noor: OpenForm, article: Article) -> None:
    picture = PictureFactory()
    noor.add_row("facts", label="Size", value="Small", position="1")
    noor.add_row("gallery", picture=picture.pk, position="2", caption="Noor's").save()
    mira.add_row("facts", label="Size", value="Large", position="1")
    page = mira.add_row("gallery", picture=picture.pk, position="2", caption="Mira's").save()

    answer = mira.choose(page, facts="mine", gallery="theirs")

    assert answer.status_code == 302
    assert [str(fact) for fact in BreedFact.objects.filter(article=article)] == ["Size: Large"]
    assert article.gallery.get(picture=picture).caption == "Noor's"


def test_pictures_moved_by_one_and_added_by_the_other_fit_together(article: Article, mira: OpenForm) -> None:
    cat, dog = PictureFactory(key="cat"), PictureFactory(key="dog")
    article.gallery.create(picture=cat, position=2)
    editing.record(Article.objects.get(pk=article.pk), by=None)
    first, second = (OpenForm(mira.client, article, name) for name in ("window-a", "window-b"))
    first.type(**{"gallery-0-position": "2", "gallery-1-position": "1"}).save()

    answer = second.add_row("gallery", picture=dog.pk, position="3").save()

    assert answer.status_code == 302
    assert [row.picture.key for row in article.gallery.all()] == ["cat", "wag", "dog"]


def test_a_save_sent_twice_adds_its_rows_once(mira: OpenForm, article: Article) -> None:
    mira.add_row("references", key="own2020", authors="M", title="T").save()

    again = mira.save()

    assert again.status_code == 302
    assert keys(article) == ["own2020", "study1906"]
