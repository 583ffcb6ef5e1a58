"""The emergency page and the sheet for the fridge: open to everybody, and one side of A4 each."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from articles.models import EmergencySign
from tests.browser.barriers import violations_at_both_widths
from tests.browser.conftest import DESKTOP, PHONE, Complaints, NewPage
from tests.browser.emergency.vet import NIGHT, VET, OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("address", ["", "sheet/"])
def test_nothing_keeps_anybody_out_with_all_unfolded_and_at_twice_the_text(
    opened: OpenPage, complaints: Complaints, address: str
) -> None:
    page = opened(address)
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
    assert violations_at_both_widths(page) == []

    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        assert page.evaluate("document.querySelector('main').scrollWidth <= innerWidth"), size
    assert complaints == []


def sides(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


@pytest.mark.parametrize(
    ("scheme", "address"),
    [
        ("light", "/emergency/"),
        ("dark", "/emergency/"),
        ("dark", "/emergency/?animal=dog"),
        ("dark", "/emergency/sheet/"),
    ],
)
def test_each_page_of_the_bundled_content_is_one_side_of_paper(
    site: str, new_page: NewPage, scheme: Literal["light", "dark"], address: str
) -> None:
    page = new_page(viewport=DESKTOP, color_scheme=scheme, locale="en-GB")
    page.add_init_script(
        f"""localStorage.setItem("scratchpost.vet", '{{"name":"Ours","day":"{VET}","night":"{NIGHT}"}}')"""
    )
    page.goto(site + address)
    assert sides(page) == 1

    page.emulate_media(media="print")
    expect(page.get_by_text(VET)).to_be_visible()
    expect(page.get_by_text("+44 1202 509000").first).to_be_visible()
    expect(page.get_by_role("banner")).to_be_hidden()
    for call in page.locator(".vet-call:visible").all():
        expect(call).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.locator(".poison-line-call:visible")).to_have_count(0 if "sheet" in address else 1)
    now = EmergencySign.objects.filter(level="now")
    if address == "/emergency/":
        expect(page.locator(".sign:visible")).to_have_count(now.count())


def test_without_script_the_page_is_one_side_of_paper_too(site: str, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}/emergency/")

    assert sides(page) == 1
