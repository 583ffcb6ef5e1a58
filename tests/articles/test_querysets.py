"""Every public page starts from these: what is live, and what is related."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.models import Edition
from articles.models.article import Kind
from articles.publishing import call_off, publish, withdraw
from tests.factories import (
    CategoryFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    SpeciesFactory,
    live_edition,
)

pytestmark = pytest.mark.django_db

MOMENT = timedelta(microseconds=1)
HOUR = timedelta(hours=1)


def test_an_edition_is_live_from_its_very_first_moment() -> None:
    edition = live_edition(LiveArticleFactory())

    assert not Edition.objects.live(edition.live_from - MOMENT).exists()
    assert Edition.objects.live(edition.live_from).get() == edition


def test_an_edition_is_no_longer_live_at_the_moment_it_ends() -> None:
    edition = live_edition(LiveArticleFactory())
    end = edition.live_from + HOUR
    Edition.objects.update(live_until=end)

    assert Edition.objects.live(end - MOMENT).get() == edition
    assert not Edition.objects.live(end).exists()


def test_readers_always_see_exactly_one_edition_while_editions_change() -> None:
    article = LiveArticleFactory()
    second = publish(article, by=None, at=timezone.now() + HOUR)

    for moment in (-MOMENT, timedelta(0), MOMENT):
        assert Edition.objects.live(second.live_from + moment).count() == 1


def test_live_is_asked_of_the_clock_when_no_time_is_given() -> None:
    edition = live_edition(LiveArticleFactory())

    with time_machine.travel(edition.live_from - HOUR, tick=False):
        assert not Edition.objects.live().exists()


def test_upcoming_is_what_is_scheduled_and_not_yet_seen() -> None:
    article = LiveArticleFactory()
    second = publish(article, by=None, at=timezone.now() + HOUR)

    assert Edition.objects.upcoming().get() == second
    assert not Edition.objects.upcoming(second.live_from).exists()


def test_what_was_called_off_is_not_upcoming() -> None:
    article = LiveArticleFactory()
    publish(article, by=None, at=timezone.now() + HOUR)

    call_off(article, by=None)

    assert not Edition.objects.upcoming().exists()


def test_kind_category_and_species_narrow_what_is_live() -> None:
    category, species = CategoryFactory(), SpeciesFactory()
    wanted = live_edition(LiveArticleFactory(kind=Kind.BREED, category=category, species=[species]))
    LiveArticleFactory()

    assert Edition.objects.of_kind(Kind.BREED).get() == wanted
    assert Edition.objects.in_category(category).get() == wanted
    assert Edition.objects.about(species).get() == wanted


def test_the_newest_comes_first_and_ties_are_broken_by_number() -> None:
    with time_machine.travel(timezone.now() - HOUR, tick=False):
        first, second = LiveArticleFactory(), LiveArticleFactory()
    newest = LiveArticleFactory()

    titles = [edition.title for edition in Edition.objects.live().newest_first()]

    assert titles == [newest.title, second.title, first.title]


def test_lists_leave_out_the_long_texts() -> None:
    LiveArticleFactory()

    edition = Edition.objects.live().for_lists().get()

    assert {"body", "body_html", "references", "outline"} <= edition.get_deferred_fields()


def test_an_article_is_never_related_to_itself() -> None:
    article = LiveArticleFactory()
    publish(article, by=None, at=timezone.now() + HOUR)
    edition = live_edition(article)

    assert not Edition.objects.live().related_to(edition).exists()
    assert not Edition.objects.related_to(edition).exists()


def test_what_is_withdrawn_or_a_draft_is_not_related() -> None:
    species = SpeciesFactory()
    edition = live_edition(LiveArticleFactory(species=[species]))
    withdrawn = LiveArticleFactory(species=[species])
    DraftArticleFactory(species=[species])

    withdraw(withdrawn, by=None)

    assert not Edition.objects.live().related_to(edition).exists()


def test_the_same_animal_is_closer_than_the_same_category() -> None:
    category, species = CategoryFactory(), SpeciesFactory()
    edition = live_edition(LiveArticleFactory(category=category, species=[species]))
    same_animal = LiveArticleFactory(species=[species])
    same_category = LiveArticleFactory(category=category)
    LiveArticleFactory()

    related = Edition.objects.live().related_to(edition)

    assert [other.article for other in related] == [same_animal, same_category]


def test_an_article_about_several_of_the_same_animals_is_related_once() -> None:
    animals = [SpeciesFactory(), SpeciesFactory()]
    edition = live_edition(LiveArticleFactory(species=animals))
    other = LiveArticleFactory(species=animals)

    assert [found.article for found in Edition.objects.live().related_to(edition)] == [other]
