"""The emergency page as a whole: whose lines come first, who signed it, and what it costs."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import EmergencySign
from articles.system_checks import check_first_country
from articles.urgency import SAME_DAY
from tests.articles.views.emergency_page import PAGE, in_order, page_of, sign
from tests.articles.views.full_site import text_of
from tests.factories import EmergencySignFactory, LiveArticleFactory, PoisonLineFactory

pytestmark = pytest.mark.django_db


# --- poison lines


def test_a_poison_line_can_be_dialled_and_says_when_it_was_checked(client: Client) -> None:
    PoisonLineFactory(
        hours="24 hours", cost="30 GBP", website="example.org", checked_on=date(2026, 11, 3), name="Tox"
    )

    page = page_of(client)

    assert 'href="tel:+441234567890"' in page
    assert 'aria-label="Phone Tox, United Kingdom: +44 1234 567890"' in page
    assert '<time datetime="2026-11-03">3 November 2026</time>' in page
    words = text_of(client.get(PAGE))
    assert "Open 24 hours Cost 30 GBP Last checked 3 November 2026" in words
    assert "Read on example.org." in words


def test_what_nobody_knows_of_a_line_is_said(client: Client) -> None:
    PoisonLineFactory(hours="", cost="")

    assert "Open we do not know Cost we do not know" in text_of(client.get(PAGE))


def test_the_countries_stand_in_the_editors_order_after_the_one_of_the_settings(
    client: Client, settings: Any
) -> None:
    settings.FIRST_COUNTRY = "BE"
    PoisonLineFactory(country="Ruritania", code="", name="Third", position=3)
    PoisonLineFactory(country="United Kingdom", code="GB", name="Second", position=2)
    PoisonLineFactory(country="Belgium", code="BE", name="First", position=4)

    page = page_of(client)

    assert in_order(
        page, ">Belgium</h3>", "First</p>", ">United Kingdom</h3>", "Second</p>", ">Ruritania</h3>"
    )
    assert 'data-first="BE"' in page
    assert 'data-code="ruritania"' in page


@pytest.mark.parametrize(("code", "is_refused"), [("GB", False), ("UKI", True), ("G1", True), ("", True)])
def test_the_first_country_is_a_code_of_two_letters(code: str, is_refused: bool, settings: Any) -> None:
    settings.FIRST_COUNTRY = code

    assert [problem.id for problem in check_first_country(None)] == ["articles.E001"] * is_refused


@pytest.mark.parametrize("number", ["call us", "+44 (0)1202", "123-456", "<b>1</b>", "+"])
def test_a_number_that_no_phone_dials_is_refused(number: str) -> None:
    with pytest.raises(ValidationError, match="number"):
        PoisonLineFactory.build(number=number).full_clean()


# --- signatures


def test_the_page_says_how_many_signs_are_signed(client: Client) -> None:
    rows = EmergencySignFactory.create_batch(2)
    assert "No vet has signed these signs yet." in page_of(client)

    sign(rows[0])
    page = page_of(client)
    assert "1 of these 2 signs is signed by a vet." in " ".join(page.split())
    assert "No vet has signed" not in page
    assert page.count("Signed by Vera Ito, Veterinary surgeon, on") == 1

    sign(rows[1])
    page = page_of(client)
    assert "signed by a vet" not in page
    assert page.count("Signed by Vera Ito, Veterinary surgeon, on") == 2

    EmergencySign.objects.filter(pk=rows[0].pk).update(text="Other words")
    assert "1 of these 2 signs is signed by a vet." in " ".join(page_of(client).split())


def test_signs_that_can_wait_are_counted_apart(client: Client) -> None:
    sign(EmergencySignFactory())
    EmergencySignFactory.create_batch(2, level=SAME_DAY.name)

    words = " ".join(page_of(client).split())

    assert words.count("No vet has signed these signs yet.") == 1
    assert in_order(words, "Not that bad?", "No vet has signed these", "What our four levels mean")


def test_a_signed_line_says_by_whom(client: Client) -> None:
    line = PoisonLineFactory()
    assert "Signed by" not in page_of(client)

    sign(line)

    assert "Signed by Vera Ito" in page_of(client)


# --- the whole page


def test_a_page_of_that_urgency_is_listed_and_no_other(client: Client) -> None:
    body = "::: care now Phone a vet now\n- A swollen belly\n:::"
    LiveArticleFactory(title="Is it bloat?", urgency="emergency", body=body)
    LiveArticleFactory(title="Why do dogs wag?", urgency="no-worry")

    page = page_of(client)

    assert "Is it bloat?" in page
    assert "Why do dogs wag?" not in page


@pytest.mark.parametrize("address", [PAGE, "/emergency/sheet/"])
def test_an_empty_site_still_says_to_phone_a_vet(client: Client, address: str) -> None:
    page = client.get(address).content.decode()

    assert re.search("[Pp]hone a vet", page)
    assert 'id="poison"' not in page


def test_any_number_of_rows_costs_the_same_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    article = LiveArticleFactory()
    PoisonLineFactory()
    EmergencySignFactory()
    # Then the types of rows are known.
    client.get(PAGE)
    for count in (1, 30):
        PoisonLineFactory.create_batch(count)
        for row in EmergencySignFactory.create_batch(count, page=article):
            sign(row)
        # The menu's two, signs with their signatures, lines with theirs, pages.
        with django_assert_num_queries(8):
            client.get(PAGE)
        # The menu's two, and lines.
        with django_assert_num_queries(3):
            client.get("/emergency/sheet/")


def fields_of(page: str) -> list[str]:
    return re.findall(
        r"<(?:input|select|textarea)\b[^>]*>", page.partition("<main")[2].partition("</main>")[0]
    )


@pytest.mark.parametrize("address", [PAGE, "/emergency/sheet/"])
def test_what_is_typed_about_a_vet_or_a_country_has_no_name_to_be_sent_under(
    client: Client, address: str
) -> None:
    PoisonLineFactory()

    fields = fields_of(client.get(address).content.decode())

    named = [field for field in fields if " name=" in field]
    assert len(fields) > len(named)
    assert all('type="radio" name="animal"' in field for field in named)


def test_the_sheet_has_the_line_of_the_first_country(client: Client, settings: Any) -> None:
    settings.FIRST_COUNTRY = "BE"
    PoisonLineFactory(country="United Kingdom", code="GB", position=1)
    PoisonLineFactory(
        country="Belgium", code="BE", name="Centre", number="070 245 245", hours="Always", position=2
    )

    page = client.get("/emergency/sheet/").content.decode()

    sheet: Any = page.partition('<article class="fridge-sheet"')[2]
    assert "Poison line: Centre, Always" in sheet
    assert "070 245 245</b>" in sheet
    assert "+44 1234 567890" not in sheet
