"""What an owner takes along from a check: a note for the vet, a printed result, a calendar entry."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Complaints, NewPage
from tests.browser.triage import SLUGS, all_no, answers_to, bundled, items_of, path_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ASKED = bundled("being-sick")["questions"]
NOTE = path_of("being-sick", all_no("being-sick"), "note/")
HOME = path_of("being-sick", all_no("being-sick"))
MARKER = "quartz-lantern-57"
WORDS = (
    "She ate her breakfast, then lay under the table and did not want to come out. "
    "She drank a little at noon. Her belly seems sore when I touch it, and she yelps."
)
SHARES = "navigator.share = (note) => { window.shared = note.text; return Promise.resolve(); };"
PRINTS = "window.print = () => { window.printed = true; };"
BLACK = "rgb(0, 0, 0)"


def fill_all(page: Page, text: str) -> None:
    for field in page.locator("[data-part]").all():
        field.fill(text)


def sides(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_the_longest_note_of_each_check_is_one_printed_side(site: str, new_page: NewPage) -> None:
    """Empty, for a pen, and filled in; also from a phone in dark mode."""
    page = new_page(viewport=PHONE, color_scheme="dark")
    printed: dict[str, tuple[int, int]] = {}

    for slug in SLUGS:
        page.goto(site + path_of(slug, all_no(slug), "note/"))
        empty = page.pdf(format="A4")
        fill_all(page, WORDS)
        printed[slug] = sides(empty), sides(page.pdf(format="A4"))

    assert {slug: sides for slug, sides in printed.items() if sides != (1, 1)} == {}


@pytest.mark.parametrize("path", [NOTE, HOME], ids=["note", "result"])
def test_paper_gets_black_ink_and_nothing_to_press(site: str, new_page: NewPage, path: str) -> None:
    page = new_page(viewport=PHONE, color_scheme="dark")
    page.goto(site + path)

    page.emulate_media(media="print", color_scheme="dark")

    main = page.locator("main")
    colours = main.locator("h1, h2, li, .field-label").evaluate_all(
        "found => [...new Set(found.filter((one) => one.checkVisibility())"
        ".map((one) => getComputedStyle(one).color))]"
    )
    assert colours == [BLACK]
    assert [one.inner_text() for one in main.locator("a, button, summary").all() if one.is_visible()] == []
    assert sides(page.pdf(format="A4")) == 1


def test_paper_gets_all_that_was_typed_where_a_field_shows_less(site: str, new_page: NewPage) -> None:
    page = new_page(viewport=PHONE)
    page.goto(site + NOTE)
    field = page.get_by_label("Name and kind")
    field.fill(WORDS)
    shown = "field => getComputedStyle(field.closest('.field'), '::after').content"
    assert field.evaluate(shown) == "none"

    page.emulate_media(media="print")

    assert field.evaluate(shown) == f'"{WORDS}"'
    expect(field).to_be_hidden()
    expect(page.get_by_label("When it began")).to_be_visible()


def test_nothing_that_is_typed_into_the_note_leaves_the_browser(
    site: str, new_page: NewPage, complaints: Complaints
) -> None:
    page = new_page(viewport=PHONE)
    page.add_init_script(PRINTS + SHARES)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sent: list[str] = []
    page.context.on(
        "request", lambda asked: sent.append(f"{asked.url} {asked.headers} {asked.post_data_buffer!r}")
    )
    page.goto(site + NOTE)
    fill_all(page, MARKER)

    page.get_by_role("button", name="Print").click()
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("main").get_by_role("status")).to_have_text(
        "Copied. Paste it into a message to your vet."
    )
    copied = page.evaluate("navigator.clipboard.readText()")
    shared, printed = page.evaluate("[window.shared, window.printed]")
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    page.get_by_role("link", name="Back to the result").click()
    page.get_by_role("link", name="Make a note for the vet").click()
    expect(page.get_by_label("Name and kind")).to_have_value("")

    assert printed is True
    assert shared == copied
    assert copied.count(MARKER) == page.locator("[data-part]").count()
    for question in ASKED:
        assert f"- {' '.join([question['text'], '; '.join(items_of(question))]).strip()} No" in copied
    assert "not a diagnosis" in copied
    assert sent != []
    assert [one for one in [*sent, kept] if MARKER in one] == []
    assert complaints == []


def test_a_browser_without_sharing_or_a_clipboard_offers_what_it_can(site: str, new_page: NewPage) -> None:
    page = new_page(viewport=PHONE)
    page.add_init_script(
        "delete Navigator.prototype.share; "
        "navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));"
    )
    page.goto(site + NOTE)

    page.get_by_role("button", name="Copy").click()

    expect(page.locator("main").get_by_role("status")).to_contain_text("This browser does not let us copy.")
    expect(page.get_by_role("button", name="Share")).to_be_hidden()


def test_the_note_without_scripts_shows_all_answers_and_no_dead_button(site: str, new_page: NewPage) -> None:
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(site + HOME)
    page.get_by_role("link", name="Make a note for the vet").click()

    # The link names the version that asked, too.
    assert page.url.startswith(f"{site}{NOTE}&v=")
    answers = page.locator(".asked li")
    assert [answer.split()[-1] for answer in answers.all_inner_texts()] == ["No"] * len(ASKED)
    for question, answer in zip(ASKED, answers.all_inner_texts(), strict=True):
        assert answer.startswith(question["text"])
        assert all(item in answer for item in items_of(question))
    assert [button.is_visible() for button in page.locator("main button").all()] == [False] * 3
    page.get_by_label("In your own words").fill(MARKER)
    expect(page.get_by_text("To print without a button, use your browser’s menu.")).to_be_visible()


@pytest.mark.parametrize(
    ("slug", "answers", "hours"),
    [
        ("being-sick", all_no("being-sick"), 24),
        ("small-pet-not-eating", answers_to("small-pet-not-eating", "less"), 2),
    ],
)
def test_the_calendar_entry_says_when_to_look_again_and_nothing_of_whom(
    site: str, new_page: NewPage, tmp_path: Path, slug: str, answers: dict[str, str], hours: int
) -> None:
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(site + path_of(slug, answers))
    before = datetime.now(UTC).replace(microsecond=0)

    with page.expect_download() as download:
        page.get_by_role("link", name="Put it in my calendar").click()

    download.value.save_as(tmp_path / "entry.ics")
    entry = (tmp_path / "entry.ics").read_bytes()
    (event,) = Calendar.from_ical(entry).walk("VEVENT")
    made = event.decoded("DTSTART") - timedelta(hours=hours)
    assert before <= made <= datetime.now(UTC)
    assert download.value.suggested_filename == "look-again.ics"
    assert (event["SUMMARY"], event["DESCRIPTION"]) == (
        "Look at your animal again",
        "Worse, or are you worried? Phone a vet.",
    )
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DURATION", "SUMMARY", "DESCRIPTION"}
