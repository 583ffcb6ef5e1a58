"""My vet's number is typed once, shown wherever it helps, and never sent."""

import re

import pytest
from playwright.sync_api import Request, expect

from tests.browser.barriers import violations
from tests.browser.conftest import PHONE, Complaints, NewPage
from tests.browser.emergency.vet import NIGHT, VET, OpenPage, call, type_vet
from tests.factories import DangerPhraseFactory, LiveArticleFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WITHOUT_STORAGE = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("refused", "SecurityError"); },
})"""


def test_my_vets_number_is_typed_once_and_shown_wherever_it_helps(
    opened: OpenPage, server: str, complaints: Complaints
) -> None:
    DangerPhraseFactory(phrases="seizure*")
    body = "::: care now Phone a vet now\n- A seizure\n:::\n\n::: care at-home Watch it\n- A dream\n:::"
    article = LiveArticleFactory(body=body, urgency="emergency")
    page = opened()
    expect(page.get_by_role("link", name="Phone at night and weekends")).to_have_count(0)

    type_vet(page, VET, NIGHT)

    expect(page.get_by_role("link", name="Phone Example practice")).to_be_focused()
    assert call(page, "Phone Example practice") == "tel:01632960123"
    assert call(page, "Phone at night and weekends") == "tel:01632960456"
    expect(page.get_by_role("link", name="Keep my vet’s number here")).to_have_count(0)
    page.goto(f"{server}/search/?q=seizure")
    assert call(page, "Phone Example practice") == "tel:01632960123"
    page.goto(server + article.get_absolute_url())
    expect(page.locator(".level-now .vet-call:visible")).to_have_count(2)
    expect(page.locator(".level-at-home .vet-call")).to_have_count(0)
    page.goto(f"{server}/emergency/sheet/")
    expect(page.get_by_label("The sheet")).to_contain_text(VET)
    expect(page.get_by_label("The sheet")).to_contain_text(NIGHT)
    assert complaints == []


def test_the_number_can_be_forgotten(opened: OpenPage, rows: str) -> None:
    page = opened()
    type_vet(page, VET)
    page.get_by_text("Change or forget the number").click()
    expect(page.get_by_label("Phone number")).to_have_value(VET)

    page.get_by_role("button", name="Forget it").click()

    expect(page.get_by_text("Forgotten.")).to_be_visible()
    expect(page.get_by_label("Phone number")).to_have_value("")
    page.goto(rows)
    expect(page.get_by_role("link", name="Keep my vet’s number here")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_a_number_that_no_phone_dials_is_refused_beside_its_field(opened: OpenPage) -> None:
    page = opened()
    problems = {
        "1": "Use digits",
        "ring them": "Use digits, spaces and + only.",
        "": "Type your vet’s number.",
    }
    type_vet(page, "")
    field = page.get_by_label("Phone number")
    keep = page.get_by_role("button", name="Keep on this device")

    for typed, problem in problems.items():
        field.fill(typed)
        keep.focus()
        keep.click()

        expect(field, typed).to_be_focused()
        expect(field, typed).to_have_accessible_description(re.compile(re.escape(problem)))
        expect(field, typed).to_have_attribute("aria-invalid", "true")
        expect(page.locator(".field-error:visible"), typed).to_have_count(1)
    assert violations(page, ".my-vet") == []
    field.fill("+44 (0)1632 960123")
    keep.click()
    assert call(page, "Phone Example practice") == "tel:+441632960123"


def test_a_browser_that_keeps_nothing_is_told_so_and_has_the_number_until_it_leaves(
    rows: str, new_page: NewPage, complaints: Complaints
) -> None:
    page = new_page(viewport=PHONE, locale="de-CH")
    page.add_init_script(WITHOUT_STORAGE)
    page.goto(rows)

    type_vet(page, VET)

    expect(page.get_by_text("This browser keeps nothing.")).to_be_visible()
    assert call(page, "Phone Example practice") == "tel:01632960123"
    page.get_by_label("My country").select_option("BE")
    expect(page.get_by_role("link", name="Phone A poison line, Belgium")).to_be_visible()
    page.goto(rows)
    expect(page.get_by_role("link", name="Phone Example practice")).to_have_count(0)
    assert complaints == []


def test_no_request_carries_the_number_or_the_country(opened: OpenPage, rows: str, server: str) -> None:
    page = opened()
    sent: list[str] = []

    def note(request: Request) -> None:
        sent.append(f"{request.method} {request.url} {request.post_data or ''} {request.headers}")

    page.on("request", note)
    type_vet(page, VET, NIGHT)
    page.get_by_label("My country").select_option("CH")
    page.get_by_text("Dog", exact=True).click()
    for address in (rows, f"{rows}?animal=dog", f"{server}/emergency/sheet/", f"{server}/search/?q=x"):
        page.goto(address, wait_until="networkidle")

    assert len(sent) > 4
    assert [one for one in sent if "960123" in one.replace(" ", "") or "Example" in one or "CH" in one] == []
    assert {one.partition(" ")[0] for one in sent} == {"GET"}


def test_without_script_the_form_is_not_offered(opened: OpenPage) -> None:
    page = opened(java_script_enabled=False)

    expect(page.get_by_label("Phone number")).to_be_hidden()
    expect(page.get_by_text("Write it on the sheet for the fridge")).to_be_visible()
    expect(page.get_by_role("button", name="Print this page")).to_be_hidden()
