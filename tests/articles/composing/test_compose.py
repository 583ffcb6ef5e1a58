"""What an edition takes from the working copy, and from the articles and pictures around it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.checks import blocking
from articles.composing.compose import compose
from articles.models import Article, ArticlePicture, BreedFact
from articles.publishing import Release, publish, withdraw
from tests.factories import (
    ContributorFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    PictureFactory,
    ReferenceFactory,
)

pytestmark = pytest.mark.django_db


def problems_of(article: Article, forthcoming: frozenset[str] = frozenset()) -> list[str]:
    """What keeps it from being published."""
    return [str(finding) for finding in blocking(compose(article, forthcoming=forthcoming))]


def test_each_line_with_words_is_a_key_point() -> None:
    article = DraftArticleFactory(key_points="One\n\n Two \r\nThree\nFour\n")

    assert compose(article).edition.key_points == ["One", "Two", "Three", "Four"]


def test_a_fact_rests_on_a_reference_that_the_text_cites() -> None:
    article = DraftArticleFactory(body="Text [^study1906].")
    cited, uncited = (ReferenceFactory(article=article, key=key) for key in ("study1906", "book1920"))
    BreedFact.objects.create(article=article, label="Size", value="Small", reference=cited)
    BreedFact.objects.create(article=article, label="Coat", value="Silky")
    fact = BreedFact.objects.create(article=article, label="Life", value="Long", reference=uncited)

    before = problems_of(article)
    fact.delete()

    assert before == ["The fact “Life” rests on “book1920”, which the text does not cite."]
    assert problems_of(article) == []
    assert [fact["reference"] for fact in compose(article).edition.facts] == [1, None]


def test_missing_things_are_told_before_what_the_text_gets_wrong() -> None:
    article = DraftArticleFactory(urgency="", body="[^nobody]")

    assert problems_of(article) == [
        "The urgency is not declared.",
        "Line 1: There is no reference with the key “nobody”.",
    ]


def test_a_gallery_keeps_its_order_and_its_own_captions() -> None:
    article = DraftArticleFactory()
    for position, key, caption in [(2, "second", "Its own."), (1, "first", "")]:
        picture = PictureFactory(key=key, caption="The library's.")
        ArticlePicture.objects.create(article=article, picture=picture, position=position, caption=caption)

    pictures = compose(article).edition.pictures

    assert [(picture["key"], picture["caption"]) for picture in pictures] == [
        ("first", "The library's."),
        ("second", "Its own."),
    ]


def test_a_decorative_picture_is_silent_whatever_its_words() -> None:
    article = DraftArticleFactory(lead=PictureFactory(is_decorative=True, alt="Words"))

    assert compose(article).edition.pictures[0]["alt"] == ""


def test_an_edition_keeps_its_author_as_they_were() -> None:
    author = ContributorFactory(name="Ada Lovelace", role="Veterinary surgeon", is_vet=True)
    article = LiveArticleFactory(author=author)
    author.name = "Somebody Else"
    author.save()

    assert article.editions.get().author == {
        "name": "Ada Lovelace",
        "role": "Veterinary surgeon",
        "initials": "AL",
        "is_vet": True,
    }


def test_a_card_shows_what_readers_see_of_the_other_article() -> None:
    other = LiveArticleFactory(slug="other", title="As published", lead=PictureFactory())
    other.title = "Not yet published"
    other.save()
    other.gallery.all().delete()

    html = compose(DraftArticleFactory(body="::: also other\n:::")).edition.body_html

    assert "As published" in html
    assert "Not yet published" not in html


def test_a_link_leads_only_to_what_readers_can_open_now() -> None:
    DraftArticleFactory(slug="draft")
    withdraw(LiveArticleFactory(slug="withdrawn"), by=None)
    publish(
        DraftArticleFactory(slug="scheduled"),
        by=None,
        release=Release(at=timezone.now() + timedelta(hours=1)),
    )
    article = DraftArticleFactory(
        body="[a](article:draft)\n\n[b](article:withdrawn)\n\n[c](article:scheduled)"
    )

    assert problems_of(article) == [
        f"Line {line}: The article “{slug}” is not published, so the link would lead nowhere."
        for line, slug in [(1, "draft"), (3, "withdrawn"), (5, "scheduled")]
    ]


def test_articles_that_are_published_together_may_link_to_each_other() -> None:
    DraftArticleFactory(slug="other", title="The other", lead=PictureFactory())
    article = DraftArticleFactory(body="::: also other\n:::")

    together = frozenset({"other"})

    assert problems_of(article, together) == []
    assert "The other" in compose(article, forthcoming=together).edition.body_html


@pytest.mark.parametrize("name", ["one two", "wag/../tail", "Ünsinn?"])
def test_what_could_be_no_address_is_told_like_an_unknown_one(name: str) -> None:
    article = DraftArticleFactory(body=f"## A\n\n::: also {name}\n:::")

    assert f"Line 3: There is no article with the address “{name}”." in problems_of(article)


def test_composing_saves_nothing() -> None:
    article = DraftArticleFactory()

    composition = compose(article)

    assert composition.edition._state.adding
    assert composition.edition.animals == list(article.species.all())
    assert not article.editions.exists()
