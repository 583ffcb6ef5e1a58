"""Articles on their way to readers, with pictures and references."""

from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import factory
from factory.django import DjangoModelFactory

from articles.images.stored import PICTURES
from articles.models import Article, ArticlePicture, Edition, Picture, Reference, Species
from articles.publishing import approve, editions, publish, submit
from tests.factories.images import stored_image
from tests.factories.subjects import CategoryFactory, ContributorFactory, SpeciesFactory


class PictureFactory(DjangoModelFactory[Picture]):
    """A picture whose files are really there."""

    class Meta:
        model = Picture

    key = factory.Sequence(lambda n: f"picture-{n}")
    alt = "A dog on a rug"

    @classmethod
    def _create(cls, model_class: type[Picture], *args: Any, **kwargs: Any) -> Picture:
        image = stored_image(kwargs.pop("size", (640, 480)), "teal", PICTURES)
        kwargs |= {"digest": image.digest, "width": image.width, "height": image.height}
        picture: Picture = super()._create(model_class, *args, **kwargs)
        return picture


class DraftArticleFactory(DjangoModelFactory[Article]):
    """A working copy that is fit to publish and that no reader sees."""

    class Meta:
        model = Article
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"why-do-dogs-do-{n}")
    title = factory.Sequence(lambda n: f"Why do dogs do {n}?")
    standfirst = "They do it for a reason."
    answer = "Because they can."
    key_points = "It is normal.\nIt passes."
    body = "## What happens\n\nThe dog does it.\n"
    urgency = "no-worry"
    category = factory.SubFactory(CategoryFactory)
    author = factory.SubFactory(ContributorFactory)

    @factory.post_generation
    def species(self: Article, create: bool, extracted: list[Species] | None, **_: Any) -> None:
        self.species.set([SpeciesFactory()] if extracted is None else extracted)

    @factory.post_generation
    def lead(self: Article, create: bool, extracted: Picture | None, **_: Any) -> None:
        if extracted:
            ArticlePicture.objects.create(article=self, picture=extracted, position=1)


class ApprovedArticleFactory(DraftArticleFactory):
    """A working copy that was reviewed: an editor may publish it."""

    class Meta:
        model = Article
        skip_postgeneration_save = True

    @factory.post_generation
    def review(self: Article, create: bool, extracted: Any, **_: Any) -> None:
        submit(self, by=None)
        approve(self, by=None)
        self.refresh_from_db()


class LiveArticleFactory(DraftArticleFactory):
    """An article whose first edition readers see."""

    class Meta:
        model = Article
        skip_postgeneration_save = True

    @factory.post_generation
    def publication(self: Article, create: bool, extracted: Any, **_: Any) -> None:
        publish(self, by=None)
        self.refresh_from_db()


class LoneArticleFactory(DraftArticleFactory):
    """A live article without search entries, mentions and related pages, made in half the time.

    For tests of anything that readers see but those three.
    """

    class Meta:
        model = Article
        skip_postgeneration_save = True

    @factory.post_generation
    def publication(self: Article, create: bool, extracted: Any, **_: Any) -> None:
        with telling_nobody():
            publish(self, by=None)
        self.refresh_from_db()


class ReferenceFactory(DjangoModelFactory[Reference]):
    class Meta:
        model = Reference

    article = factory.SubFactory(DraftArticleFactory)
    key = factory.Sequence(lambda n: f"study{n}")
    authors = "Sherrington CS"
    year = 1906
    title = "Observations on the scratch-reflex in the spinal dog"
    source = "Journal of Physiology"
    locator = "34, 1–50"


def telling_nobody() -> AbstractContextManager[object]:
    """Publishing within it writes no search entries, mentions and related pages."""
    return patch.object(editions, "tell_dependents")


def live_edition(article: Article) -> Edition:
    return Edition.objects.live().get(article=article)


def many_live_editions(like: Article, count: int) -> list[Edition]:
    """`count` more articles like a published one, quickly, from “Subject 0000” on, the last the newest."""
    pattern = live_edition(like)
    names = [f"subject {number:04}" for number in range(count)]
    fields = {field: getattr(like, field) for field in ("kind", "title", "urgency", "category", "author")}
    articles = Article.objects.bulk_create(
        Article(slug=f"{like.slug}-{name.replace(' ', '-')}", **fields) for name in names
    )
    kept = [field.attname for field in Edition._meta.concrete_fields if not field.primary_key]
    values = {name: getattr(pattern, name) for name in kept}
    editions = Edition.objects.bulk_create(
        Edition(
            **values
            | {
                "article_id": article.pk,
                "index_term": name.capitalize(),
                "index_key": name,
                "live_from": pattern.live_from + timedelta(microseconds=number + 1),
            }
        )
        for number, (article, name) in enumerate(zip(articles, names, strict=True))
    )
    shelved = Edition.species.through
    animals = list(pattern.species.all())
    shelved.objects.bulk_create(
        shelved(edition_id=edition.pk, species_id=animal.pk) for edition in editions for animal in animals
    )
    return editions
