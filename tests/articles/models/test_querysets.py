"""Every public page starts from these: what is live."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.models import Edition
from articles.models.article import Kind
from articles.publishing import Release, call_off, publish
from tests.factories import (
    CategoryFactory,
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
    second = publish(article, by=None, release=Release(at=timezone.now() + HOUR))

    for moment in (-MOMENT, timedelta(0), MOMENT):
        assert Edition.objects.live(second.live_from + moment).count() == 1


def test_live_uses_the_present_time_if_none_is_given() -> None:
    edition = live_edition(LiveArticleFactory())

    with time_machine.travel(edition.live_from - HOUR, tick=False):
        assert not Edition.objects.live().exists()


def test_upcoming_is_what_is_scheduled_and_not_yet_seen() -> None:
    article = LiveArticleFactory()
    second = publish(article, by=None, release=Release(at=timezone.now() + HOUR))

    assert Edition.objects.upcoming().get() == second
    assert not Edition.objects.upcoming(second.live_from).exists()


def test_what_was_called_off_is_not_upcoming() -> None:
    article = LiveArticleFactory()
    publish(article, by=None, release=Release(at=timezone.now() + HOUR))

    call_off(article, by=None)

    assert not Edition.objects.upcoming().exists()


def test_current_is_what_is_live_and_what_is_upcoming() -> None:
    article = LiveArticleFactory()
    first = live_edition(article)
    called_off = publish(article, by=None, release=Release(at=timezone.now() + HOUR))
    call_off(article, by=None)
    second = publish(article, by=None, release=Release(at=timezone.now() + 2 * HOUR))

    assert set(Edition.objects.current()) == {first, second}
    for moment in (called_off.live_from, second.live_from - MOMENT, second.live_from):
        both = Edition.objects.live(moment) | Edition.objects.upcoming(moment)
        assert set(Edition.objects.current(moment)) == set(both)
    assert Edition.objects.current(second.live_from).get() == second


def test_kind_category_and_species_filter_what_is_live() -> None:
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
