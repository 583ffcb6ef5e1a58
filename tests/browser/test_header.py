"""The header: on a phone two lists open, with a script and without; on a desktop all links stand in a row."""

import pytest
from playwright.sync_api import Locator, Page, expect

from articles.models import Category, Species
from tests.browser.barriers import violations
from tests.browser.conftest import DESKTOP, PHONE, Complaints, NewPage
from tests.browser.page_types import PAGES, SCRATCH

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# The 60-second checks, in the row of a wide screen.
OUTSIDE_LISTS = 1


def menu(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation", name="Main").locator("summary").filter(has_text=name)


def links(page: Page) -> Locator:
    """Of the lists of the main navigation, as far as they are shown."""
    return page.locator(":is(.site-menu-panel, .site-nav-row) a:visible")


def test_without_a_script_each_list_opens_with_every_link_and_leads_on(site: str, new_page: NewPage) -> None:
    page = new_page(viewport=PHONE, has_touch=True, java_script_enabled=False)
    page.goto(site + SCRATCH)
    expect(links(page)).to_have_count(0)

    menu(page, "Subjects").tap()
    expect(links(page)).to_have_text([category.short_name for category in Category.objects.all()])
    menu(page, "Animals").tap()
    expect(links(page)).to_have_text([species.name for species in Species.objects.all()])
    links(page).filter(has_text="Rabbits").tap()

    expect(page.get_by_role("heading", level=1)).to_have_text("Rabbits")


def test_escape_a_tap_elsewhere_and_the_keyboard_moving_on_close_an_open_list(
    site: str, new_page: NewPage, complaints: Complaints
) -> None:
    page = new_page(viewport=PHONE)
    page.goto(site + SCRATCH)
    animals = menu(page, "Animals")

    animals.press("Enter")
    expect(links(page).first).to_be_visible()
    assert violations(page, "header") == []
    page.keyboard.press("Tab")
    expect(links(page).first).to_be_focused()
    page.keyboard.press("Escape")
    expect(links(page)).to_have_count(0)
    expect(animals).to_be_focused()

    animals.press("Enter")
    links(page).last.press("Tab")
    expect(menu(page, "Subjects")).to_be_focused()
    expect(links(page)).to_have_count(0)

    animals.click()
    page.mouse.click(PHONE["width"] / 2, PHONE["height"] - 100)
    expect(links(page)).to_have_count(0)
    assert complaints == []


def test_a_list_says_that_the_page_is_in_it(site: str, new_page: NewPage) -> None:
    page = new_page(viewport=PHONE)
    page.goto(site + PAGES["species"])

    menu(page, "Animals").click()

    expect(page.locator(".site-menu[data-here]")).to_have_count(1)
    expect(links(page).and_(page.locator("[aria-current=page]"))).to_have_text("Rabbits")


def test_on_a_desktop_every_link_stands_in_one_row(site: str, new_page: NewPage) -> None:
    page = new_page(viewport=DESKTOP)
    page.goto(site + SCRATCH)

    expect(menu(page, "Animals")).to_be_hidden()
    expect(links(page)).to_have_count(Species.objects.count() + Category.objects.count() + OUTSIDE_LISTS)
    assert len({link.bounding_box()["y"] for link in links(page).all()}) == 1  # type: ignore[index]  # shown
    assert violations(page, "header") == []
