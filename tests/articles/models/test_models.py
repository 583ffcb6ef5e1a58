"""What the database itself refuses, however a row reaches it, and what models say of themselves."""

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
    Contributor,
    Edition,
    Picture,
    Reference,
    Species,
)
from articles.models.article import Kind, RatingSummary
from articles.models.edition import UNSIGNED
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
    "reference_evidence_is_known": (Reference, {"evidence": "rumour"}),
    "breed_fact_scale_is_one_to_five": (BreedFact, {"scale": 6}),
    "species_accent_is_known": (Species, {"accent": "beige"}),
}


def _one_of_each() -> None:
    article = LiveArticleFactory(lead=PictureFactory())
    ReferenceFactory()
    BreedFact.objects.create(article=article, label="Size", value="Small")


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

    ours = {
        constraint.name
        for model in (Article, ArticlePicture, BreedFact, Contributor, Edition, Picture, Reference, Species)
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


@pytest.mark.parametrize(
    ("counts", "count", "mean"),
    [
        ((0, 0, 0, 0, 0), 0, 0.0),
        ((0, 0, 0, 0, 1), 1, 5.0),
        ((1, 0, 0, 0, 1), 2, 3.0),
        ((0, 0, 0, 2, 1), 3, 4.3),
        ((3, 0, 0, 0, 0), 3, 1.0),
    ],
)
def test_a_rating_is_the_mean_of_its_stars(counts: tuple[int, ...], count: int, mean: float) -> None:
    summary = RatingSummary(counts)

    assert (summary.count, summary.mean) == (count, mean)


@pytest.mark.parametrize(("counts", "has"), [((0, 0, 0, 1, 1), False), ((1, 0, 0, 1, 1), True)])
def test_a_mean_is_shown_from_three_ratings_on(counts: tuple[int, ...], has: bool) -> None:
    assert RatingSummary(counts).has_mean is has


def test_rows_of_a_rating_come_with_most_stars_first_and_their_share() -> None:
    rows = RatingSummary((1, 0, 0, 1, 2)).rows

    assert [(row["stars"], row["count"], row["percent"]) for row in rows] == [
        (5, 2, 50),
        (4, 1, 25),
        (3, 0, 0),
        (2, 0, 0),
        (1, 1, 25),
    ]


def test_rows_of_no_ratings_at_all_are_empty() -> None:
    assert {row["percent"] for row in RatingSummary((0,) * 5).rows} == {0}


def test_storing_a_rating_touches_nothing_that_an_editor_changed_meanwhile() -> None:
    article = DraftArticleFactory(title="Before")
    Article.objects.filter(pk=article.pk).update(title="After")
    changed_at = Article.objects.get().changed_at

    article.set_rating([0, 0, 0, 0, 3], writing=1, comment_count=2)

    stored = Article.objects.get()
    assert (stored.rating.count, stored.comment_count) == (3, 2)
    assert (stored.title, stored.changed_at) == ("After", changed_at)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Scratchpost editors", "SE"),
        ("Ada", "A"),
        ("Ada Mary King Lovelace", "AL"),
        ("  ada   lovelace ", "AL"),
        ("élodie çelik", "ÉÇ"),
        ("", ""),
    ],
)
def test_initials_are_those_of_the_first_and_last_name(name: str, initials: str) -> None:
    assert Contributor(name=name).initials == initials


@pytest.mark.parametrize(
    ("kind", "address"), [(Kind.ARTICLE, "/articles/wag/"), (Kind.BREED, "/breeds/wag/")]
)
def test_an_address_says_which_kind_of_page_it_is(kind: Kind, address: str) -> None:
    article = LiveArticleFactory(kind=kind, slug="wag")

    assert article.get_absolute_url() == address
    assert live_edition(article).get_absolute_url() == address


def test_the_address_of_an_edition_is_of_the_kind_that_was_published() -> None:
    article = LiveArticleFactory(slug="wag")

    Article.objects.update(kind=Kind.BREED)

    assert live_edition(article).get_absolute_url() == "/articles/wag/"


def test_breed_files_take_no_comments() -> None:
    assert Edition(kind=Kind.ARTICLE).takes_comments
    assert not Edition(kind=Kind.BREED).takes_comments


@pytest.mark.parametrize(
    ("doi", "url", "link"),
    [
        ("10.1000/182", "https://example.org/", "https://doi.org/10.1000/182"),
        ("", "https://example.org/", "https://example.org/"),
        ("", "", ""),
    ],
)
def test_a_reference_links_to_its_doi_before_its_address(doi: str, url: str, link: str) -> None:
    assert Reference(doi=doi, url=url).link == link


@pytest.mark.parametrize("doi", ["doi:10.1000/182", "https://doi.org/10.1000/182", "10.1/x", "10.1000/a b"])
def test_a_doi_is_written_bare(doi: str) -> None:
    reference = ReferenceFactory.build(article=DraftArticleFactory(), doi=doi)

    with pytest.raises(ValidationError) as refused:
        reference.full_clean()

    assert refused.value.message_dict == {"doi": ["Like 10.1000/182."]}


def test_an_edition_that_no_vet_signed_says_so() -> None:
    assert live_edition(LiveArticleFactory()).review_state == UNSIGNED


def test_an_edition_is_live_from_its_first_moment_until_before_its_last() -> None:
    start = timezone.now()
    edition = Edition(live_from=start, live_until=start + timedelta(hours=1))

    assert edition.is_live(start)
    assert not edition.is_live(start - timedelta(microseconds=1))
    assert not edition.is_live(start + timedelta(hours=1))
    assert Edition(live_from=start).is_live(start + timedelta(days=9999))
