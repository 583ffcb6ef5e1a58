"""What the database itself refuses, however a row reaches it."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from articles.models import (
    Article,
    ArticlePicture,
    BreedFact,
    Contribution,
    Contributor,
    Edition,
    Picture,
    Reading,
    Reference,
    Remark,
    SecondLook,
    Species,
)
from tests.factories import (
    CategoryFactory,
    ContributorFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    PictureFactory,
    ReferenceFactory,
    SpeciesFactory,
    live_edition,
)

pytestmark = pytest.mark.django_db

# Each constraint by name, with the change that it refuses. No form and no full_clean() is asked.
REFUSED_CHANGES: dict[str, tuple[type[models.Model], dict[str, Any]]] = {
    "article_kind_is_known": (Article, {"kind": "advert"}),
    "article_urgency_is_known": (Article, {"urgency": "panic"}),
    "article_has_a_title": (Article, {"title": ""}),
    "article_stage_is_known": (Article, {"stage": "lost"}),
    "article_approval_names_its_text": (Article, {"stage": "approved", "approved_digest": ""}),
    "article_rating_counts_has_five": (Article, {"rating_counts": [1, 2, 3]}),
    "edition_numbers_start_at_one": (Edition, {"number": 0}),
    "edition_kind_is_known": (Edition, {"kind": "advert"}),
    "edition_urgency_is_known": (Edition, {"urgency": ""}),
    "picture_has_alt_or_is_decorative": (Picture, {"alt": ""}),
    "picture_tone_is_known": (Picture, {"tone": "beige"}),
    "picture_has_a_size": (Picture, {"width": 0}),
    "picture_focus_is_in_percent": (Picture, {"focus_y": 101}),
    "reference_evidence_is_known": (Reference, {"evidence": "rumour"}),
    "remark_says_something": (Remark, {"text": ""}),
    "change_makes_a_text": (Contribution, {"after": "one"}),
    "remark_place_is_known": (Remark, {"place": "margin"}),
    "remark_resolver_has_a_time": (Remark, {"resolved_by": 0}),
    "reading_is_of_a_text": (Reading, {"digest": ""}),
    "second_look_has_a_time": (SecondLook, {"looked_by": 0}),
    "breed_fact_scale_is_one_to_five": (BreedFact, {"scale": 6}),
    "species_accent_is_known": (Species, {"accent": "beige"}),
}


def _one_of_each() -> None:
    article = LiveArticleFactory(lead=PictureFactory())
    ReferenceFactory()
    BreedFact.objects.create(article=article, label="Size", value="Small")
    Remark.objects.create(article=article, text="Why?", made_at=timezone.now())
    SecondLook.objects.create(edition=live_edition(article))
    changed_at = timezone.now()
    Contribution.objects.create(article=article, before="one", after="two", changed_at=changed_at)
    Reading.objects.create(article=article, digest="two", read_at=changed_at)


@pytest.mark.parametrize("name", REFUSED_CHANGES)
def test_the_database_refuses_what_a_form_would(name: str) -> None:
    _one_of_each()
    model, change = REFUSED_CHANGES[name]

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model._default_manager.update(**change)


def test_an_edition_cannot_end_before_it_starts() -> None:
    edition = live_edition(LiveArticleFactory())

    with (
        pytest.raises(IntegrityError, match="edition_ends_after_it_starts"),
        transaction.atomic(),
    ):
        Edition.objects.update(live_until=edition.live_from - timedelta(seconds=1))


def test_an_edition_may_end_at_the_moment_it_starts() -> None:
    edition = live_edition(LiveArticleFactory())

    Edition.objects.update(live_until=edition.live_from)

    assert not Edition.objects.live().exists()


def copy_of(row: Any, **changes: Any) -> Any:
    """The same row once more, not yet saved."""
    copy = type(row)._default_manager.get(pk=row.pk)
    copy.pk, copy._state.adding = None, True
    for field, value in changes.items():
        setattr(copy, field, value)
    return copy


def test_two_editions_of_an_article_have_two_numbers() -> None:
    first = live_edition(LiveArticleFactory())
    later = first.live_from + timedelta(days=1)
    Edition.objects.update(live_until=later)

    with pytest.raises(IntegrityError, match="edition_number_is_unique_in_article"), transaction.atomic():
        Edition.objects.bulk_create([copy_of(first, live_from=later)])


def test_two_editions_of_an_article_never_share_a_moment() -> None:
    first = live_edition(LiveArticleFactory())

    clash = copy_of(first, number=2, live_from=first.live_from + timedelta(days=1))

    with pytest.raises(IntegrityError, match="one_edition_of_an_article_at_a_time"), transaction.atomic():
        Edition.objects.bulk_create([clash])


def test_editions_of_two_articles_may_be_live_together() -> None:
    LiveArticleFactory()
    LiveArticleFactory()

    assert Edition.objects.live().count() == 2


def test_an_edition_may_start_at_the_moment_the_one_before_ends() -> None:
    first = live_edition(LiveArticleFactory())
    later = first.live_from + timedelta(days=1)
    Edition.objects.update(live_until=later)

    Edition.objects.bulk_create([copy_of(first, number=2, live_from=later, live_until=None)])

    assert Edition.objects.live(later).get().number == 2


def test_keys_and_labels_are_once_in_an_article() -> None:
    article = DraftArticleFactory(lead=PictureFactory())
    ReferenceFactory(article=article)
    BreedFact.objects.create(article=article, label="Size", value="Small")

    for model, name in [
        (ArticlePicture, "picture_is_once_in_a_gallery"),
        (Reference, "reference_key_is_unique_in_article"),
        (BreedFact, "breed_fact_label_is_unique_in_article"),
    ]:
        row = model._default_manager.get()
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            model._default_manager.bulk_create([copy_of(row)])


def test_keys_and_labels_may_repeat_in_another_article() -> None:
    for article in (DraftArticleFactory(), DraftArticleFactory()):
        ReferenceFactory(article=article, key="study1906")
        BreedFact.objects.create(article=article, label="Size", value="Small")

    assert Reference.objects.filter(key="study1906").count() == 2
    assert BreedFact.objects.filter(label="Size").count() == 2


def test_one_article_at_most_leads_the_home_page() -> None:
    DraftArticleFactory(is_featured=True)
    DraftArticleFactory()

    with pytest.raises(IntegrityError, match="one_article_leads_the_home_page"), transaction.atomic():
        Article.objects.update(is_featured=True)


def test_every_constraint_of_ours_is_tried_in_these_tests() -> None:
    tried = {
        *REFUSED_CHANGES,
        *("edition_ends_after_it_starts", "edition_number_is_unique_in_article"),
        *("one_edition_of_an_article_at_a_time", "picture_is_once_in_a_gallery"),
        *(
            "one_article_leads_the_home_page",
            "reference_key_is_unique_in_article",
            "breed_fact_label_is_unique_in_article",
        ),
    }
    of = (Article, ArticlePicture, BreedFact, Contribution, Contributor, Edition, Picture, Reading, Reference)

    ours = {
        constraint.name
        for model in (*of, Remark, SecondLook, Species)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint | models.UniqueConstraint | ExclusionConstraint)
    }
    assert ours == tried


@pytest.mark.parametrize(
    ("factory", "field"),
    [
        (CategoryFactory, "slug"),
        (CategoryFactory, "name"),
        (SpeciesFactory, "slug"),
        (SpeciesFactory, "name"),
        (ContributorFactory, "slug"),
        (PictureFactory, "key"),
        (DraftArticleFactory, "slug"),
    ],
)
def test_addresses_and_keys_are_used_once(factory: Any, field: str) -> None:
    factory(**{field: "twice"})

    with pytest.raises(IntegrityError, match="unique"), transaction.atomic():
        factory(**{field: "twice"})


@pytest.mark.parametrize("slug", ["Capital", "two--hyphens", "-begin", "end-", "under_score", "a b", "é"])
def test_an_address_is_small_letters_digits_and_single_hyphens(slug: str) -> None:
    article = Article(slug=slug, title="T", category=CategoryFactory(), author=ContributorFactory())

    with pytest.raises(ValidationError) as refused:
        article.full_clean()

    assert list(refused.value.message_dict) == ["slug"]
