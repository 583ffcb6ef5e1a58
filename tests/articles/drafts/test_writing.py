"""Restoring and importing write the rows of a working copy through one door."""

from typing import Any

import pytest
from django.db.models import Model

from articles.drafts.fields import contents_of
from articles.drafts.writing import Guard, write_contents
from articles.models import Article, BreedFact
from tests.factories import CategoryFactory, DraftArticleFactory, PictureFactory, ReferenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    article: Article = DraftArticleFactory(title="Why do dogs wag?", category=CategoryFactory(slug="facts"))
    for key in ("zz", "aa", "mm"):
        ReferenceFactory(article=article, key=key)
    return article


def reference(key: str, **columns: Any) -> dict[str, Any]:
    return {"key": key, "authors": "Sherrington CS", "title": "Reflexes", **columns}


def rows_of(article: Article) -> dict[str, int]:
    """The ids of the references by their keys, in the order in which an export writes them."""
    return dict(article.references.order_by("pk").values_list("key", "pk"))


def test_what_the_contents_do_not_hold_stays_as_it_is(article: Article) -> None:
    before = contents_of(article)

    write_contents(article, {"answer": "Yes."})

    assert contents_of(Article.objects.get()) == before | {"answer": "Yes."}


def test_a_working_copy_is_written_as_it_was_read(article: Article) -> None:
    article.species.clear()
    BreedFact.objects.create(article=article, label="Size", value="Small", scale=3, position=1)
    contents = contents_of(article)
    other = DraftArticleFactory(lead=PictureFactory())

    write_contents(other, {name: value for name, value in contents.items() if name != "slug"})

    assert contents_of(Article.objects.get(pk=other.pk)) == contents | {"slug": other.slug}


def test_a_reference_in_its_place_stays_the_same_row(article: Article) -> None:
    before = rows_of(article)

    write_contents(article, {"references": [reference("zz", year=1999), reference("mm")]})

    assert rows_of(article) == {"zz": before["zz"], "mm": before["mm"]}
    assert article.references.get(key="zz").year == 1999


def test_references_take_the_order_in_which_they_are_given(article: Article) -> None:
    before = rows_of(article)

    write_contents(article, {"references": [reference(key) for key in ("zz", "new", "mm", "aa")]})

    assert list(rows_of(article)) == ["zz", "new", "mm", "aa"]
    assert rows_of(article)["zz"] == before["zz"]


def test_a_fact_rests_on_the_reference_that_is_written_with_it(article: Article) -> None:
    fact = {"label": "Size", "value": "Small", "reference": "new"}

    write_contents(article, {"references": [reference("new")], "facts": [fact]})

    assert article.facts.get().reference == article.references.get()


def test_what_no_longer_exists_is_left_out(article: Article) -> None:
    contents = {"category": "gone", "species": ["gone"], "gallery": [{"picture": "gone", "caption": ""}]}

    write_contents(article, contents)

    assert Article.objects.get().category.slug == "facts"
    assert not article.species.exists()
    assert not article.gallery.exists()


class Recorder(Guard):
    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def missing(self, field: str, model: type[Model], name: str) -> None:
        self.asked.append((field, model.__name__, name))

    def check(self, row: Model, field: str = "", key: str = "") -> None:
        self.asked.append((field, type(row).__name__, key))


def test_a_guard_is_asked_about_each_name_that_is_missing_and_each_row_before_it_is_saved(
    article: Article,
) -> None:
    guard = Recorder()
    contents = {
        "category": "gone",
        "species": ["gone"],
        "gallery": [{"picture": "gone", "caption": ""}],
        "references": [reference("new")],
        "facts": [{"label": "Size", "value": "Small", "reference": "gone"}],
    }

    write_contents(article, contents, guard)

    assert guard.asked == [
        ("category", "Category", "gone"),
        ("", "Article", ""),
        ("species", "Species", "gone"),
        ("gallery", "Picture", "gone"),
        ("references", "Reference", "new"),
        ("facts", "Reference", "gone"),
        ("facts", "BreedFact", ""),
    ]
