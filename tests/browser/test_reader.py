"""The owner at eleven at night: reads, looks, and answers back."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from comments.models import Comment
from tests.browser.conftest import DESKTOP, PHONE, Complaints, NewPage
from tests.browser.page_types import SCRATCH

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def write_comment(page: Page, photo: Path | None = None) -> None:
    page.get_by_label("4 stars", exact=False).check()
    page.get_by_role("textbox", name="Your comment").fill("Mine kicks with both legs at once.")
    page.get_by_label("Name to show").fill("Rowan")
    page.get_by_label("Your animals").fill("a lurcher")
    if photo:
        page.get_by_label("Add a photo").set_input_files(photo)
    page.get_by_role("button", name="Send comment").click()


@pytest.mark.parametrize(
    ("viewport", "javascript"),
    [(PHONE, False), (DESKTOP, True)],
    ids=["phone without script", "desktop with script"],
)
def test_a_reader_reads_and_leaves_a_comment_with_photo_and_rating(
    site: str,
    new_page: NewPage,
    complaints: Complaints,
    photo: Path,
    viewport: dict[str, int],
    javascript: bool,
) -> None:
    page = new_page(viewport=viewport, java_script_enabled=javascript)
    page.goto(site)
    page.get_by_role("link", name="Why do dogs kick their back legs when you scratch them?").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Why do dogs kick their back legs when you scratch them?"
    )
    expect(page.get_by_text("No vet has signed this page yet.").first).to_be_visible()

    write_comment(page, photo)

    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    expect(page.get_by_text("Mine kicks with both legs at once.")).to_be_visible()
    expect(page.get_by_role("img", name="Photo from Rowan")).to_be_visible()
    page.goto(site + SCRATCH)
    expect(page.get_by_text("Mine kicks with both legs at once.")).to_have_count(0)
    comment = Comment.objects.get()
    assert (comment.status, comment.rating, comment.name) == ("held", 4, "Rowan")
    assert page.context.cookies() == []
    assert complaints == []


def test_a_mistake_is_explained_and_what_was_typed_is_kept(site: str, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site + SCRATCH)
    page.get_by_role("textbox", name="Your comment").fill("Mine kicks with both legs at once.")
    page.get_by_label("Email").fill("rowan@")

    page.get_by_role("button", name="Send comment").click()

    assert page.title().startswith("Error: ")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Enter an email like name@example.org")
    expect(page.get_by_role("textbox", name="Your comment")).to_have_value(
        "Mine kicks with both legs at once."
    )
    summary.get_by_role("link", name="Tell readers what to call you").click()
    page.get_by_label("Name to show").fill("Rowan")
    page.get_by_label("Email").fill("")
    page.get_by_role("button", name="Send comment").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")


def test_the_keyboard_reaches_the_text_first_and_chooses_the_stars(site: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(site + SCRATCH)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"

    page.get_by_label("1 star:", exact=False).focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Send comment").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    assert Comment.objects.get().rating == 4


def test_contents_citations_and_gallery_lead_there_and_back(site: str, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site + SCRATCH)
    page.get_by_role("navigation", name="In this article").get_by_role("link").first.click()
    section = page.url.partition("#")[2]
    expect(page.locator(f"h2#{section}")).to_be_in_viewport()

    page.get_by_role("link", name="Reference 1", exact=True).first.click()
    reference = page.locator("#" + page.url.partition("#")[2])
    expect(reference).to_contain_text("Sherrington")
    reference.get_by_role("link").last.click()

    expect(page.locator("#" + page.url.partition("#")[2])).to_be_in_viewport()
    page.get_by_role("link", name="Next picture").click()
    expect(page.get_by_text("2 of 2")).to_be_in_viewport()


def test_a_page_asks_nobody_else_and_weighs_less_than_100_kb_beside_its_pictures(
    site: str, new_page: NewPage
) -> None:
    page = new_page(viewport=PHONE)
    weights: dict[str, int] = {}
    page.on(
        "requestfinished",
        lambda request: weights.update({request.url: request.sizes()["responseBodySize"]}),
    )

    page.goto(site + SCRATCH, wait_until="networkidle")

    assert all(url.startswith(site) for url in weights)
    assert any(url.endswith(".woff2") for url in weights)
    beside_pictures = {url: size for url, size in weights.items() if "/media/" not in url}
    assert sum(beside_pictures.values()) < 100_000


# The numbers of references that a line starts with, in the text of the article.
LEADING_CITATIONS = """() => [...document.querySelectorAll(".prose .citation")].filter((mark) => {
  const before = document.createRange();
  const text = mark.previousSibling;
  if (text?.nodeType !== Node.TEXT_NODE || !text.length) return false;
  before.setStart(text, text.length - 1);
  before.setEnd(text, text.length);
  const number = mark.querySelector("a").firstChild;
  const after = document.createRange();
  after.selectNodeContents(number);
  return after.getBoundingClientRect().left < before.getBoundingClientRect().left;
}).length"""


def test_printed_pages_carry_no_menu_and_no_line_starts_with_the_number_of_a_reference(
    site: str, new_page: NewPage
) -> None:
    page = new_page()
    page.goto(site + SCRATCH)

    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    page.emulate_media(media="screen")
    assert page.locator(".prose .citation").count() > 0
    for width in range(320, 1300, 35):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(LEADING_CITATIONS) == 0, width
