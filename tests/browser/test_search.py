"""An owner looks for something in their own words, on a phone, by keyboard, without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import violations
from tests.browser.conftest import DESKTOP, PHONE, Complaints, NewPage
from tests.browser.page_types import SCRATCH

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STATES = {
    "mended and narrowed": "/search/?q=dog+kiking+back+leg&kind=article",
    "danger": "/search/?q=my+dog+has+a+siezure",
    "nearly nothing": "/search/?q=how+to+fix+a+bicycle",
    "one long word": f"/search/?q={'w' * 200}",
    "nothing asked": "/search/",
}


def titles(page: Page) -> list[str]:
    return page.locator("ol[data-results] > li h3").all_inner_texts()


@pytest.mark.parametrize(
    ("viewport", "javascript"),
    [(PHONE, True), (PHONE, False), (DESKTOP, True)],
    ids=["phone with script", "phone without script", "desktop with script"],
)
def test_from_the_box_on_any_page_to_an_answer_by_keyboard(
    site: str, new_page: NewPage, complaints: Complaints, viewport: dict[str, int], javascript: bool
) -> None:
    page = new_page(viewport=viewport, java_script_enabled=javascript)
    page.goto(f"{site}/emergency/")
    for _ in range(3):
        page.keyboard.press("Tab")
    if viewport == PHONE:
        page.keyboard.press("Enter")
        if not javascript:
            page.keyboard.press("Tab")

    page.keyboard.type("my dogs leg goes mad wen i rub his tummy")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    first = page.locator("ol[data-results] > li a").first
    first.focus()
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{SCRATCH}*")
    # Scripts take away what told the page which question led there.
    if javascript:
        page.wait_for_function("location.search === ''")
    else:
        assert "?found=" in page.url
    assert page.context.cookies() == []
    assert complaints == []


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_on_a_phone_the_box_opens_below_the_header_which_stays_in_sight(
    site: str, new_page: NewPage, javascript: bool
) -> None:
    page = new_page(viewport=PHONE, has_touch=True, java_script_enabled=javascript)
    page.goto(site + SCRATCH)
    header = page.get_by_role("banner")
    box = header.locator("input")
    expect(box).to_be_hidden()

    header.locator("summary").filter(has_text="Search").tap()
    if javascript:
        expect(box).to_be_focused()
    box.fill("why does my cat knead")

    assert box.bounding_box()["width"] > 250  # type: ignore[index]  # it is shown
    expect(header.get_by_role("link", name="Emergency?")).to_be_in_viewport(ratio=1)
    header.get_by_role("button", name="Search").tap()
    expect(page.get_by_role("searchbox" if not javascript else "combobox")).to_have_value(
        "why does my cat knead"
    )
    assert "knead" in titles(page)[0]


def test_on_a_page_with_a_box_of_its_own_the_header_leads_to_it(site: str, new_page: NewPage) -> None:
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(site)

    page.get_by_role("banner").get_by_role("link", name="Search").click()

    expect(page.get_by_role("searchbox")).to_be_focused()


def test_a_mended_question_can_be_had_as_it_was_typed(site: str, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}/search/?q=dog+kiking+back+leg")
    expect(page.get_by_text("Showing results for")).to_contain_text("dog kicking back leg")
    expect(page.locator("ol[data-results] mark").first).to_be_visible()

    page.get_by_role("link", name="“dog kiking back leg”").click()

    expect(page.get_by_text("Showing results for")).to_have_count(0)
    expect(page.get_by_role("searchbox")).to_have_value("dog kiking back leg")


def test_filters_narrow_the_results_and_are_taken_off_again(site: str, new_page: NewPage) -> None:
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{site}/search/?q=dog")
    everything = titles(page)
    filters = page.get_by_role("navigation", name="By kind of page")

    filters.get_by_role("link", name="Breed files").click()

    chosen = filters.locator("[aria-current]")
    expect(chosen).to_contain_text("Breed files")
    assert 0 < len(titles(page)) < len(everything)
    assert f"Breed files {len(titles(page))}" == " ".join(chosen.inner_text().split())
    page.get_by_role("link", name="Clear").click()
    assert titles(page) == everything


def test_words_that_may_mean_danger_come_before_everything(site: str, new_page: NewPage) -> None:
    page = new_page(viewport=PHONE)

    page.goto(site + STATES["danger"])

    card = page.get_by_role("region", name="This may be something that cannot wait")
    expect(card).to_be_in_viewport()
    expect(card.get_by_role("link", name="Phone").first).to_be_visible()
    assert "Short answer" not in page.content()


def test_no_state_runs_off_the_side_or_keeps_anybody_out(site: str, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 320, "height": 568})
    found: dict[str, object] = {}

    for name, path in STATES.items():
        page.goto(site + path)
        width = page.evaluate("document.documentElement.scrollWidth")
        found[name] = (width, violations(page))
    page.goto(site + SCRATCH)
    page.get_by_role("banner").locator("summary").filter(has_text="Search").click()
    expect(page.get_by_role("banner").get_by_role("combobox")).to_be_focused()
    found["box open"] = (page.evaluate("document.documentElement.scrollWidth"), violations(page))

    assert found == dict.fromkeys(found, (320, []))
