"""An owner chooses an animal and unfolds a sign: two taps, with scripts and without."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Complaints
from tests.browser.emergency.vet import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ALL = "All"


def signs(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".sign strong:visible").all_inner_texts()]


@pytest.mark.parametrize(
    ("viewport", "javascript"),
    [(PHONE, False), (DESKTOP, True)],
    ids=["phone without script", "desktop with script"],
)
def test_an_animal_and_a_sign_are_two_taps(
    opened: OpenPage, complaints: Complaints, viewport: dict[str, int], javascript: bool
) -> None:
    page = opened(viewport=viewport, java_script_enabled=javascript)
    assert signs(page) == ["Collapsed", "A swollen belly", "Strains in the tray", "Sick once"]

    page.get_by_text("Dog", exact=True).click()
    assert signs(page) == ["Collapsed", "A swollen belly", "Sick once"]
    page.get_by_text("A swollen belly").click()

    expect(page.get_by_text("Set off now, and phone the practice on the way.")).to_have_count(3)
    expect(page.locator("#bloat")).to_be_visible()
    page.get_by_text("Bird", exact=True).click()
    assert signs(page) == ["Collapsed"]
    expect(page.get_by_text("No sign in this list is about this animal.").filter(visible=True)).to_have_count(
        1
    )
    page.get_by_text(ALL, exact=True).click()
    assert len(signs(page)) == 4
    assert page.context.cookies() == []
    assert complaints == []


def test_the_animal_of_the_address_can_be_changed_on_the_page(opened: OpenPage) -> None:
    page = opened("?animal=bird", java_script_enabled=False)
    assert signs(page) == ["Collapsed"]

    page.get_by_text("Cat", exact=True).click()
    assert signs(page) == ["Collapsed", "Strains in the tray", "Sick once"]
    page.get_by_text(ALL, exact=True).click()
    assert len(signs(page)) == 4


def test_the_keyboard_alone_chooses_an_animal_and_unfolds_a_sign(opened: OpenPage) -> None:
    page = opened(java_script_enabled=False)
    page.get_by_role("link", name="Vet closed?").focus()

    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert signs(page) == ["Collapsed", "Strains in the tray", "Sick once"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#collapse")).to_be_visible()
    expect(page.get_by_text("Lay it flat")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_link_to_a_sign_unfolds_it(opened: OpenPage, javascript: bool) -> None:
    page = opened("#straining", java_script_enabled=javascript)

    expect(page.locator("#straining")).to_be_in_viewport()
    expect(page.locator("#collapse")).to_be_hidden()
