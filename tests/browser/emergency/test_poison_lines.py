"""The poison line of the reader's country comes first, and no other is taken for it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.emergency.vet import OpenPage
from tests.factories import DangerPhraseFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def first_lines(page: Page) -> list[str]:
    return page.locator(".poison-country:visible h3").all_inner_texts()


def test_the_line_of_my_country_stands_first_and_is_kept(opened: OpenPage, rows: str, server: str) -> None:
    DangerPhraseFactory(phrases="seizure*")
    page = opened()
    assert first_lines(page) == ["United Kingdom"]
    page.get_by_text("Other countries").click()
    assert first_lines(page) == ["United Kingdom", "Belgium", "Switzerland"]

    page.get_by_label("My country").select_option("Switzerland")

    assert first_lines(page) == ["Switzerland", "United Kingdom", "Belgium"]
    page.goto(rows)
    assert first_lines(page) == ["Switzerland"]
    expect(page.get_by_label("My country")).to_have_value("CH")
    page.goto(f"{server}/search/?q=seizure")
    expect(page.locator(".emergency-card .poison-line-call:visible")).to_have_attribute("href", "tel:145")
    page.goto(f"{server}/emergency/sheet/")
    expect(page.get_by_label("The sheet")).to_contain_text("145")


@pytest.mark.parametrize(
    ("locale", "countries"),
    [("fr-CH", ["Switzerland"]), ("en-GB", ["United Kingdom"]), ("en", ["United Kingdom"]), ("de-DE", [])],
)
def test_the_first_guess_is_the_region_of_the_browser_and_never_another_country(
    opened: OpenPage, locale: str, countries: list[str]
) -> None:
    page = opened(locale=locale)

    assert first_lines(page) == countries
    expect(page.get_by_text("We know no line for your country.")).to_be_visible(visible=not countries)
    assert page.evaluate("localStorage.length") == 0


def test_without_script_the_lines_of_all_countries_are_listed(opened: OpenPage, server: str) -> None:
    DangerPhraseFactory(phrases="seizure*")
    page = opened(java_script_enabled=False, locale="fr-CH")

    assert first_lines(page) == ["United Kingdom", "Belgium", "Switzerland"]
    expect(page.get_by_label("My country")).to_be_hidden()
    page.goto(f"{server}/search/?q=seizure")
    expect(page.locator(".emergency-card .poison-line-call:visible")).to_have_count(1)
    page.get_by_text("Poison lines of other countries").click()
    expect(page.locator(".emergency-card .poison-line-call:visible")).to_have_count(3)
