"""The emergency page: rows that editors keep, and numbers that a phone dials."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import EmergencySign, PoisonLine
from tests.factories import LiveArticleFactory

pytestmark = pytest.mark.django_db


def poison_line(**fields: object) -> PoisonLine:
    values = {
        "slug": "a-line",
        "country": "Ruritania",
        "name": "Poison line of Ruritania",
        "number": "+44 1234 567890",
        "seen_on": "example.org",
        "checked_on": date(2026, 11, 1),
    }
    return PoisonLine(**(values | fields))


def test_a_poison_line_can_be_dialled_and_says_when_it_was_checked(client: Client) -> None:
    poison_line(hours="24 hours", cost="30 GBP", website="example.org").save()

    page = client.get("/emergency/").content.decode()

    assert 'href="tel:+441234567890"' in page
    assert "+44 1234 567890" in page
    assert '<time datetime="2026-11">November 2026</time>' in page
    assert "Open: 24 hours." in page
    assert "Cost: 30 GBP." in page


def test_lines_stand_under_their_country_in_the_editors_order(client: Client) -> None:
    poison_line(slug="b", country="Sylvania", name="Second", position=2).save()
    poison_line(slug="a", country="Ruritania", name="First", position=1).save()

    page = client.get("/emergency/").content.decode()

    places = [page.index(words) for words in ("Ruritania</h3>", "First</p>", "Sylvania</h3>", "Second</p>")]
    assert places == sorted(places)


def test_signs_that_cannot_wait_come_before_the_lines(client: Client) -> None:
    EmergencySign.objects.create(slug="fits", text="A fit", detail="Or several")
    poison_line().save()

    page = client.get("/emergency/").content.decode()

    assert page.index("A fit") < page.index("Poison line of Ruritania")
    assert "Or several" in page


def test_a_page_of_that_urgency_is_listed_and_no_other(client: Client) -> None:
    body = "::: care emergency Phone a vet now\n- A swollen belly\n:::"
    LiveArticleFactory(title="Is it bloat?", urgency="emergency", body=body)
    LiveArticleFactory(title="Why do dogs wag?", urgency="no-worry")

    page = client.get("/emergency/").content.decode()

    assert "Is it bloat?" in page
    assert "Why do dogs wag?" not in page


def test_an_empty_page_still_says_to_phone_a_vet(client: Client) -> None:
    page = client.get("/emergency/").content.decode()

    assert "phone your vet now" in page
    assert "Go to a vet at once" not in page


@pytest.mark.parametrize("number", ["call us", "+44 (0)1202", "123-456", "<b>1</b>", "+"])
def test_a_number_that_no_phone_dials_is_refused(number: str) -> None:
    with pytest.raises(ValidationError, match="number"):
        poison_line(number=number).full_clean()


def test_any_number_of_lines_costs_the_same_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 30):
        PoisonLine.objects.all().delete()
        PoisonLine.objects.bulk_create(poison_line(slug=f"l{n}", name=f"L{n}") for n in range(count))
        # The menu's two, signs, lines, pages.
        with django_assert_num_queries(5):
            client.get("/emergency/")
