"""The references in an article's form."""

import pytest

from articles.models import Article
from tests.articles.admin.open_form import OpenForm
from tests.articles.admin.pages import address, client_of, text_of
from tests.factories import DraftArticleFactory, EditorFactory, ReferenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    article = DraftArticleFactory(body="## One\n\nFirst.[^zoe2001] Then.[^ada1999] Again.[^zoe2001]\n")
    for key in ("ada1999", "noor2020", "zoe2001"):
        ReferenceFactory(article=article, key=key, authors=key.title())
    return article


@pytest.fixture
def form(article: Article) -> OpenForm:
    return OpenForm(client_of(EditorFactory()), article)


def test_they_stand_in_the_order_of_their_numbers(form: OpenForm, article: Article) -> None:
    page = text_of(form.client.get(address(article)))

    assert page.index("Zoe2001") < page.index("Ada1999") < page.index("Noor2020")
    assert "Cited 2 times" in page
    assert "Not cited yet" in page


def test_their_numbers_are_those_of_the_page(form: OpenForm, article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(body="Write `[^zoe2001]`.[^ada1999] Then.[^zoe2001]\n")

    page = text_of(form.client.get(address(article)))

    assert page.index("Ada1999") < page.index("Zoe2001")
    assert "Cited 2 times" not in page


def test_keys_are_made_of_author_and_year_also_without_scripts(form: OpenForm, article: Article) -> None:
    form.add_row("references", key="", authors="Noor A", title="One", year="2020")
    form.add_row("references", key="", authors="Noor B", title="Two", year="2020")

    assert form.save().status_code == 302
    assert form.save().status_code in (302, 409)

    titles = dict(article.references.values_list("key", "title"))
    assert (titles["noor2020-2"], titles["noor2020-3"]) == ("One", "Two")
    assert len(titles) == 5


def test_the_empty_row_for_those_without_scripts_adds_nothing(form: OpenForm, article: Article) -> None:
    assert form.save().status_code == 302
    assert article.references.count() == 3
    assert not article.gallery.exists()
