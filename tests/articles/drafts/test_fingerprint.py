"""The digest of a text never changes while the text does not: vets' signatures are bound to it."""

import pytest

from articles.drafts.fields import contents_of
from articles.drafts.fingerprint import digest_of, fingerprint, page_digest
from articles.models import Article, ArticlePicture, BreedFact, Picture
from tests.factories import (
    CategoryFactory,
    ContributorFactory,
    DraftArticleFactory,
    GlossaryTermFactory,
    PictureFactory,
    ReferenceFactory,
    SpeciesFactory,
)

pytestmark = pytest.mark.django_db

# Written down once. Whoever changes one of them un-signs every article of every site.
PAGE = "83a73644b12eef760ff91ce9a2fdc22917553dcbc1c8e4c260f717cea4ae7a44"
PAGE_WITHOUT_LATER_FIELDS = "0659f80e7c8cadf3a4a9310006ad69ae9598a9aa9f03f186ea3565eca12bd948"
WORKING_COPY = "63973e2c3157256d4a00fb282e50e3c857bf018538a4624f0654a6118cb8b9f7"


@pytest.fixture
def article() -> Article:
    """With something in every field, and nothing that differs from one run to the next."""
    article = DraftArticleFactory(
        slug="wag",
        kind="breed",
        title="Why do dogs wag?",
        index_term="Wagging",
        standfirst="They do it for a reason.\r\nOr two.",
        description="For search engines.",
        answer="Because they can.",
        key_points="It is normal.\r\nIt passes.\r\n",
        body="## What happens\r\n\r\nThe [tail](term:tail) wags.[^study1906]\r\n",
        urgency="watch",
        category=CategoryFactory(pk=9001, slug="facts"),
        author=ContributorFactory(pk=9002, slug="editors"),
        species=[SpeciesFactory(slug="dogs"), SpeciesFactory(slug="cats")],
    )
    GlossaryTermFactory(slug="tail", name="Tail", meaning="What wags.")
    picture = PictureFactory(key="rug", caption="A rug", credit="Drawing: us", tone="night")
    # The bytes of an image differ from one version of the encoder to the next.
    Picture.objects.update(digest="a" * 64)
    ArticlePicture.objects.create(article=article, picture=picture, caption="Of its own", position=1)
    study = ReferenceFactory(article=article, key="study1906", evidence="study", sample_size=24)
    ReferenceFactory(article=article, key="book1920", year=None, doi="10.1000/182")
    facts = [("Weight", "5 kg", study, None), ("Barking", "Often", study, 4), ("Origin", "Japan", None, None)]
    for position, (label, value, reference, scale) in enumerate(facts, start=1):
        BreedFact.objects.create(
            article=article, label=label, value=value, reference=reference, scale=scale, position=position
        )
    return article


def test_the_digest_of_a_page_stays_as_it_was_signed(article: Article) -> None:
    assert page_digest(article) == PAGE
    assert digest_of(contents_of(article)) == PAGE


def test_a_field_that_came_later_and_is_empty_leaves_the_digest_as_it_was_before(article: Article) -> None:
    article.index_term = ""
    article.body = article.body.replace("[tail](term:tail)", "tail")

    contents = contents_of(article)

    assert page_digest(article) == PAGE_WITHOUT_LATER_FIELDS
    before = {name: value for name, value in contents.items() if name not in ("index_term", "terms")}
    assert digest_of(before) == PAGE_WITHOUT_LATER_FIELDS


def test_what_an_import_wrote_is_recognised_by_the_same_digest_as_ever(article: Article) -> None:
    assert fingerprint(article) == WORKING_COPY
