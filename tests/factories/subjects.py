"""What articles are about, and who writes them."""

import factory
from factory.django import DjangoModelFactory

from articles.models import Category, Contributor, Species


class CategoryFactory(DjangoModelFactory[Category]):
    class Meta:
        model = Category

    slug = factory.Sequence(lambda n: f"category-{n}")
    name = factory.Sequence(lambda n: f"Category {n}")
    short_name = factory.Sequence(lambda n: f"Cat. {n}")


class SpeciesFactory(DjangoModelFactory[Species]):
    class Meta:
        model = Species

    slug = factory.Sequence(lambda n: f"animals-{n}")
    name = factory.Sequence(lambda n: f"Animals {n}")
    singular = "animal"


class ContributorFactory(DjangoModelFactory[Contributor]):
    class Meta:
        model = Contributor

    slug = factory.Sequence(lambda n: f"contributor-{n}")
    name = "Scratchpost editors"
    role = "Editorial team"
