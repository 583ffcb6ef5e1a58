"""Two editors on the same references: rows that somebody deleted or added meanwhile."""

import pytest

from articles.models import Article, BreedFact
from tests.articles.admin.conflict.outcome import keys, parts
from tests.articles.admin.open_form import OpenForm
from tests.factories import (
    PictureFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("theirs", ["noor2020", "study1906"]),
        ("mine", ["mira2021", "study1906"]),
        ("both", ["mira2021", "noor2020", "study1906"]),
    ],
)
def test_rows_of_both_are_kept_as_chosen(
    choice: str, expected: list[str], mira: OpenForm, noor: OpenForm, article: Article
) -> None:
    noor.add_row("references", key="noor2020", authors="N", title="T").save()
    page = mira.add_row("references", key="mira2021", authors="M", title="T").save()

    answer = mira.choose(page, **{"keep-references": choice})

    assert "Authors: M" in parts(page)["references"].mine
    assert "Authors: N" in parts(page)["references"].theirs
    assert answer.status_code == 302
    assert keys(article) == expected


def test_a_row_that_somebody_deleted_comes_back_when_mine_is_kept(
    mira: OpenForm, noor: OpenForm, article: Article
) -> None:
    noor.type(**{"references-0-DELETE": "on"}).save()
    page = mira.type(**{"references-0-title": "Mira's title"}).save()

    answer = mira.choose(page, **{"keep-references": "mine"})

    assert answer.status_code == 302
    assert [reference.title for reference in article.references.all()] == ["Mira's title"]


@pytest.mark.parametrize("choice", ["mine", "both"])
def test_the_same_new_row_on_both_sides_becomes_one(
    choice: str, mira: OpenForm, noor: OpenForm, article: Article
) -> None:
    picture = PictureFactory()
    noor.add_row("references", key="same2020", authors="N", title="Noor's")
    noor.add_row("facts", label="Size", value="Small", position="1")
    noor.add_row("gallery", picture=picture.pk, position="2", caption="Noor's").save()
    mira.add_row("references", key="same2020", authors="M", title="Mira's")
    mira.add_row("facts", label="Size", value="Large", position="1")
    page = mira.add_row("gallery", picture=picture.pk, position="2", caption="Mira's").save()

    answer = mira.choose(page, **{f"keep-{name}": choice for name in ("references", "facts", "gallery")})

    assert answer.status_code == 302
    assert article.references.get(key="same2020").title == "Mira's"
    assert [str(fact) for fact in BreedFact.objects.filter(article=article)] == ["Size: Large"]
    assert article.gallery.get(picture=picture).caption == "Mira's"


def test_a_save_sent_twice_adds_its_rows_once(mira: OpenForm, article: Article) -> None:
    mira.add_row("references", key="own2020", authors="M", title="T").save()

    again = mira.save()

    assert again.status_code == 302
    assert keys(article) == ["own2020", "study1906"]
