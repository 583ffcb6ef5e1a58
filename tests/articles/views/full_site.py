"""A small site with something on every page, and how to read its pages."""

import re
from collections.abc import Iterable
from typing import Any

from django.test import Client

from articles.models import Article, BreedFact, Category, Species
from articles.publishing import Release, publish
from tests.factories import (
    CategoryFactory,
    DraftArticleFactory,
    PictureFactory,
    ReferenceFactory,
    SpeciesFactory,
)

BODY = "## What happens\n\nThe dog does it [^study1906].\n\n### In the spine\n\nA reflex.\n"


def text_of(response: Any) -> str:
    """The words of a page in one line."""
    words = re.sub(r"<[^>]*>", " ", response.content.decode())
    return " ".join(words.split()).replace("&#x27;", "'")


def full_article(slug: str = "wag", **fields: Any) -> Article:
    """A live page with everything a page can show."""
    fields = {"category": Category.objects.first() or CategoryFactory(slug="facts")} | fields
    animals = [Species.objects.first() or SpeciesFactory(slug="dogs", name="Dogs")]
    article = DraftArticleFactory(
        slug=slug, body=BODY, species=animals, lead=PictureFactory(caption="On a rug."), **fields
    )
    reference = ReferenceFactory(article=article, key="study1906", doi="10.1000/182", evidence="study")
    BreedFact.objects.create(article=article, label="Size", value="Small", reference=reference)
    publish(article, by=None, release=Release(note="First edition"))
    return article


PAGES = ["/", "/articles/wag/", "/breeds/cavalier/", "/categories/facts/", "/species/dogs/"]


def assert_links_lead_somewhere(client: Client, addresses: Iterable[str]) -> None:
    for address in set(addresses):
        assert client.get(address).status_code == 200, address
