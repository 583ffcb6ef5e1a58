"""A site with a few signs and poison lines."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, NewPage
from tests.browser.emergency.vet import OpenPage
from tests.factories import EmergencySignFactory, PoisonLineFactory


@pytest.fixture
def rows(server: str) -> str:
    """A few signs and lines, and the address of their page."""
    EmergencySignFactory(slug="collapse", group="collapse", text="Collapsed", do="Lay it flat", dont="Wait")
    EmergencySignFactory(slug="bloat", group="belly", text="A swollen belly", animals=["dog"], do="Go")
    EmergencySignFactory(slug="straining", group="belly", text="Strains in the tray", animals=["cat"])
    EmergencySignFactory(slug="once", level="at-home", text="Sick once", animals=["dog", "cat"])
    for code, country, number in (
        ("GB", "United Kingdom", "+44 1202 509000"),
        ("BE", "Belgium", "070 245 245"),
        ("CH", "Switzerland", "145"),
    ):
        PoisonLineFactory(code=code, country=country, number=number)
    return f"{server}/emergency/"


@pytest.fixture
def opened(rows: str, new_page: NewPage) -> OpenPage:
    def open_page(query: str = "", **options: object) -> Page:
        page = new_page(**{"viewport": PHONE, "locale": "en-GB", **options})
        page.goto(rows + query)
        return page

    return open_page
