"""The first picture put into a text leads the page."""

import pytest

from articles.drafts import editing
from articles.models import Article
from tests.articles.admin.open_form import OpenForm
from tests.articles.admin.pages import client_of, messages_of
from tests.factories import DraftArticleFactory, EditorFactory, PictureFactory

pytestmark = pytest.mark.django_db

TEXT = "## One\n\n![](picture:nobody)\n\n![](picture:rug)\n\n![](picture:sofa)\n"


@pytest.fixture
def article() -> Article:
    for key in ("rug", "sofa", "cat"):
        PictureFactory(key=key)
    article = DraftArticleFactory(body="## One\n\nWords.\n")
    editing.record(article, by=None)
    return article


@pytest.fixture
def form(article: Article) -> OpenForm:
    return OpenForm(client_of(EditorFactory()), article)


def gallery(article: Article) -> list[str]:
    return [place.picture.key for place in article.gallery.all()]


def test_the_first_picture_of_the_text_leads_once_it_is_autosaved(form: OpenForm, article: Article) -> None:
    answer = form.type(body=TEXT).autosave()

    assert gallery(article) == ["rug"]
    assert answer["lead"]["key"] == "rug"
    assert form.autosave()["lead"] is None


def test_it_leads_without_scripts_too_and_the_person_is_told(form: OpenForm, article: Article) -> None:
    form.type(body=TEXT).save()

    assert gallery(article) == ["rug"]
    told = messages_of(form.client.get("/admin/articles/article/", follow=True))
    assert any("leads the page now" in message for message in told)


def test_a_lead_that_was_taken_out_stays_out(form: OpenForm, article: Article) -> None:
    form.type(body=TEXT).autosave()
    article.gallery.all().delete()

    form.type(body=TEXT + "\nMore.\n").autosave()

    assert gallery(article) == []


def test_a_gallery_that_was_chosen_keeps_its_lead(form: OpenForm, article: Article) -> None:
    article.gallery.create(picture=PictureFactory(key="chosen"))

    OpenForm(form.client, article).type(body=TEXT).autosave()

    assert gallery(article) == ["chosen"]
