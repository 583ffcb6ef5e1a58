"""An owner walks through the 60-second checks: to each result, by each way, and back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Complaints, NewPage
from tests.browser.test_accessibility import troubles
from tests.browser.triage import SLUGS, all_no, answers_to, bundled, items_of, path_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What the header of these pages takes from a phone's first screen.
HEADER = 61
MOST_BELOW = 4
SECOND = {"animal": "dog", "belly": "no"}
PAGES = {
    "list": "/checks/",
    "question": path_of("being-sick", SECOND),
    "now": path_of("being-sick", answers_to("being-sick", "belly")),
    "poison": path_of("being-sick", answers_to("being-sick", "ate")),
    "the same day": path_of("being-sick", answers_to("being-sick", "today")),
    "within days": path_of("being-sick", answers_to("being-sick", "again")),
    "at home": path_of("being-sick", all_no("being-sick")),
    "note": path_of("being-sick", all_no("being-sick"), "note/"),
}


def level(page: Page) -> str | None:
    return page.locator("article[data-level]").get_attribute("data-level")


def without_stamp(page: Page) -> str:
    """The address as it was typed, without what it says of the version that asked."""
    return re.sub("&v=[^&]*", "", page.url)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


# What a question says, and how far below the top of the content Yes and No end.
QUESTION = """() => {
  const top = document.querySelector("main").getBoundingClientRect().top;
  return {
    heading: document.querySelector("h1").innerText,
    items: [...document.querySelectorAll(".check-items li")].map((item) => item.innerText),
    ends: [...document.querySelectorAll(".answer-button")].map(
      (button) => button.getBoundingClientRect().bottom - top,
    ),
  };
}"""


@pytest.mark.slow
def test_each_question_is_asked_without_scripts_and_its_answers_are_in_the_first_screen(
    site: str, new_page: NewPage
) -> None:
    page = new_page(viewport=PHONE, java_script_enabled=False)
    below: list[str] = []

    page.goto(f"{site}/checks/")
    addresses = [link.get_attribute("href") for link in page.locator(".check-list a").all()]
    assert sorted(map(str, addresses)) == [f"/check/{slug}/" for slug in SLUGS]
    for slug in SLUGS:
        before: dict[str, str] = {}
        for question in bundled(slug)["questions"]:
            page.goto(site + path_of(slug, before))
            shown = page.evaluate(QUESTION)
            assert (shown["heading"], shown["items"]) == (question["text"], items_of(question))
            yes, no = shown["ends"]
            assert yes == no
            if yes > PHONE["height"] - HEADER:
                below.append(f"{slug}: {question['key']}")
            before[question["key"]] = "no"

    # Where no animal was chosen a few lists are long, for they say which line is about which animal.
    assert len(below) <= MOST_BELOW, below


def tab_to(page: Page, name: str) -> None:
    """To a button, past the menu. Whoever sees the page sees where they are."""
    for _ in range(20):
        page.keyboard.press("Tab")
        text, outline = page.evaluate("""() => {
          const focused = document.activeElement;
          return [focused.textContent.trim(), getComputedStyle(focused).outlineStyle];
        }""")
        assert outline == "solid", text
        if text == name:
            return
        if text == "Skip to main content":
            page.keyboard.press("Enter")
    raise AssertionError(f"The keyboard does not reach {name} on {page.url}")


def without_fragment(page: Page) -> str:
    return page.url.partition("#")[0]


# Each check is the same page with other words: one with drawings to unfold, one that leads on to others.
@pytest.mark.parametrize("slug", ["breathing", "not-eating"])
def test_the_keyboard_alone_reaches_each_level_and_the_browser_leads_back(
    site: str, new_page: NewPage, complaints: Complaints, slug: str
) -> None:
    page = new_page(viewport=PHONE)
    page.goto(f"{site}/check/{slug}/")
    reached: list[str | None] = []

    for question in bundled(slug)["questions"]:
        this = without_fragment(page)
        if (leads_to := question.get("level")) and leads_to not in reached:
            tab_to(page, "Yes")
            page.keyboard.press("Enter")
            expect(page.get_by_role("heading", level=1)).to_have_text(question["head"])
            reached.append(level(page))
            assert reached[-1] == leads_to
            page.go_back()
            assert without_fragment(page) == this
        tab_to(page, "No")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, this=this: url.partition("#")[0] != this)  # type: ignore[misc]

    assert level(page) == "at-home"
    assert reached == ["now", "same-day", "within-days"]
    assert complaints == []


@pytest.mark.slow
def test_every_page_is_open_to_everybody(site: str, new_page: NewPage, complaints: Complaints) -> None:
    page = new_page()
    found: dict[str, list[str]] = {}

    for name, path in PAGES.items():
        page.goto(site + path)
        page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
        found[name] = troubles(page, is_for_readers=True)

    assert {name: problems for name, problems in found.items() if problems} == {}
    assert complaints == []


def test_the_colours_of_gums_are_shown_as_they_are_at_night_too(site: str, new_page: NewPage) -> None:
    page = new_page(viewport=PHONE, color_scheme="dark")
    page.goto(site + PAGES["question"])
    picture = page.get_by_role("img", name="Four drawings of gums")
    expect(picture).to_be_hidden()

    page.get_by_text("Compare gum colours").click()

    expect(picture).to_be_visible()
    assert picture.evaluate("picture => getComputedStyle(picture).filter") == "none"


def test_back_and_change_lead_where_they_say_and_keep_the_answers_before(
    site: str, new_page: NewPage
) -> None:
    page = new_page(viewport=PHONE, java_script_enabled=False)
    second = site + PAGES["question"]
    page.goto(second)
    press(page, "No")
    expect(page.get_by_text("Question 3 of up to 7")).to_be_visible()
    third = page.url

    page.get_by_role("link", name="Back", exact=True).click()
    assert without_stamp(page) == second
    press(page, "No")
    assert page.url == third
    press(page, "Yes")
    assert level(page) == "now"
    page.go_back()
    assert page.url == third
    page.go_forward()

    page.get_by_text("Your answers").click()
    assert page.locator(".asked li b").all_inner_texts() == ["No", "No", "Yes"]
    page.get_by_role("link", name="Change answer 2").click()
    assert without_stamp(page) == second
    page.get_by_role("link", name="Back", exact=True).click()
    page.get_by_role("link", name="All checks").click()
    assert page.url == f"{site}/checks/?animal=dog"


def test_answers_stand_in_the_address_and_nowhere_else(
    site: str, new_page: NewPage, complaints: Complaints
) -> None:
    page = new_page(viewport=PHONE)
    page.route("https://**", lambda route: route.fulfill(body="Elsewhere", content_type="text/plain"))
    sent: list[tuple[str, dict[str, str]]] = []
    page.on("request", lambda request: sent.append((request.url, request.headers)))

    for path in (PAGES["question"], PAGES["note"], PAGES["poison"]):
        answer = page.goto(site + path)
        assert answer
        told = {name: answer.headers.get(name) for name in ("cache-control", "referrer-policy", "set-cookie")}
        assert told == {"cache-control": "no-store", "referrer-policy": "no-referrer", "set-cookie": None}
        assert answer.headers["x-robots-tag"] == "noindex"
        expect(page.locator('meta[name="robots"]')).to_have_attribute("content", "noindex")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.locator("a[rel=external]:visible").first.click()
    expect(page.get_by_text("Elsewhere")).to_be_visible()

    assert any(url.startswith("https://") for url, _ in sent)
    assert [url for url, headers in sent if "?" in headers.get("referer", "")] == []
    assert page.context.cookies() == []
    assert complaints == []
