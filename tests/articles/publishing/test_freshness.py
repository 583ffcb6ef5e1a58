"""When somebody should look again at a page: a vet says it, and the settings where no vet signed."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from articles.admin.emergency import signs_to_check_again
from articles.models import Article, Edition, EmergencySign, SymptomCheck
from articles.publishing import check_lists, worklists
from articles.publishing.freshness import due_before, due_day, due_on, reviewed_on
from articles.urgency import Urgency
from tests.articles.admin.states_of_articles import one_of_each
from tests.factories import EmergencySignFactory, LiveArticleFactory, VetFactory, live_check

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def live_for(days: int, urgency: str = "watch") -> Edition:
    """Return the edition of an unsigned page that readers have seen for so many days."""
    edition: Edition = LiveArticleFactory(title=f"{urgency} {days}").editions.get()
    edition.reviewed_at = timezone.now() - days * DAY
    edition.urgency = urgency
    edition.save()
    return edition


def test_every_urgency_has_a_number_of_days(settings: Settings) -> None:
    assert set(settings.REVIEW_AFTER_DAYS) == set(Urgency.values)


def test_an_unsigned_page_is_due_by_its_urgency_and_the_day_of_its_edition(settings: Settings) -> None:
    settings.REVIEW_AFTER_DAYS = dict.fromkeys(Urgency.values, 400) | {"emergency": 100}
    for urgency, days in (("watch", 399), ("watch", 401), ("emergency", 99), ("emergency", 101)):
        live_for(days, urgency)

    overdue = worklists.review_overdue(Article.objects.all())

    assert {str(article) for article in overdue} == {"watch 401", "emergency 101"}
    assert {str(article) for article in worklists.ageing(Article.objects.all())} == {
        "watch 399",
        "emergency 99",
    }


def test_a_change_of_the_settings_holds_at_once(settings: Settings) -> None:
    edition = live_for(200)
    assert not worklists.review_overdue(Article.objects.all()).exists()

    settings.REVIEW_AFTER_DAYS = settings.REVIEW_AFTER_DAYS | {"watch": 100}

    assert worklists.review_overdue(Article.objects.all()).get() == edition.article
    assert due_on(edition) == timezone.localdate() - 100 * DAY


def test_a_page_that_a_vet_signed_is_due_on_the_day_that_the_vet_named() -> None:
    one_of_each(VetFactory())

    edition = Edition.objects.get(title="signed")

    assert due_on(edition) == edition.review_due_on == timezone.localdate() + 30 * DAY
    assert reviewed_on(edition) == timezone.localdate()


@pytest.mark.parametrize("urgency", Urgency.values)
def test_the_database_and_the_page_name_the_same_day(urgency: str) -> None:
    # 00:30 in London in summer, which is the day before in UTC.
    edition = live_for(0, urgency)
    edition.reviewed_at = datetime(2026, 7, 1, 0, 30, tzinfo=timezone.get_default_timezone())
    edition.save()
    due = due_on(edition)

    assert due == Edition.objects.annotate(day=due_day()).get().day
    assert [Edition.objects.filter(due_before(day)).exists() for day in (due, due + DAY)] == [False, True]


def test_readers_are_told_no_day_that_no_vet_named() -> None:
    edition = live_for(1)

    assert edition.review_due_on is None
    assert "Next review" not in edition.review_state
    assert not edition.review_is_overdue(date(2100, 1, 1))


def test_what_was_not_reviewed_for_a_year_is_found_signed_or_not() -> None:
    one_of_each(VetFactory())
    live_for(366)
    live_for(364)
    signed = Edition.objects.get(title="signed")
    assert signed.sign_off
    signed.sign_off.signed_at = timezone.now() - 366 * DAY
    signed.sign_off.save()

    old = worklists.not_reviewed_for_a_year(Article.objects.all())

    assert {str(article) for article in old} == {"watch 366", "signed"}


def test_a_check_that_no_vet_signed_is_due_after_the_strictest_of_the_days() -> None:
    check = live_check(title="Being sick")
    assert check.published
    assert not check_lists.review_overdue(SymptomCheck.objects.all()).exists()

    check.published.published_at = timezone.now() - 181 * DAY
    check.published.save()

    assert check_lists.review_overdue(SymptomCheck.objects.all()).get() == check


def test_a_sign_is_to_be_compared_by_its_level_or_when_nobody_ever_did() -> None:
    today = timezone.localdate()
    for text, level, days in (("Old", "now", 181), ("New", "now", 179), ("Mild", "within-days", 181)):
        EmergencySignFactory(text=text, level=level, checked_on=today - days * DAY)
    EmergencySignFactory(text="Never", checked_on=None)

    found = signs_to_check_again(EmergencySign.objects.all())

    assert {sign.text for sign in found} == {"Old", "Never"}
