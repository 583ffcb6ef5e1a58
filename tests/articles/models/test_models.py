"""What models return about themselves: ratings, addresses, initials, links and times."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.models import (
    Article,
    Contributor,
    Edition,
    Reference,
)
from articles.models.article import Kind, RatingSummary
from articles.models.edition import UNSIGNED
from tests.factories import (
    DraftArticleFactory,
    LiveArticleFactory,
    ReferenceFactory,
    live_edition,
)

pytestmark = pytest.mark.django_db


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
