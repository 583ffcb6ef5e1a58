"""What a reader may press on an article: words, pictures and the links beside headings."""

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, ArticlePicture, Edition
from articles.publishing import publish
from tests.browser.conftest import PHONE, Complaints, NewPage
from tests.factories import GlossaryTermFactory, PictureFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "## First\n\nIt is a [reflex](term:some-reflex).\n\n## Second\n\n" + "Text goes on.\n\n" * 40
MEANING = "A movement nobody decides on."


@pytest.fixture
def address(site: str) -> str:
    """A page with two pictures and an explained word."""
    GlossaryTermFactory(slug="some-reflex", name="Reflex", meaning=MEANING)
    article = Article.objects.get(slug="why-do-cats-knead")
    article.body = BODY
    article.save()
    article.gallery.all().delete()
    for position in (1, 2):
        ArticlePicture.objects.create(article=article, picture=PictureFactory(), position=position)
    publish(article, by=None)
    return site + article.get_absolute_url()


def place_of_strip(page: Page) -> list[float]:
    """How far the strip is scrolled, and the page."""
    found: list[float] = page.evaluate("[document.querySelector('.gallery-slides').scrollLeft, scrollY]")
    return found


def test_words_pictures_and_headings_answer_to_a_press(
    address: str, new_page: NewPage, complaints: Complaints
) -> None:
    page = new_page(
        viewport=PHONE, reduced_motion="reduce", permissions=["clipboard-read", "clipboard-write"]
    )
    page.goto(address)

    # A word opens and closes by keyboard, and its meaning stands in the window.
    word, meaning = page.get_by_role("button", name="reflex"), page.locator("#term-some-reflex")
    word.focus()
    page.keyboard.press("Enter")
    expect(meaning).to_be_visible()
    box = meaning.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()

    # The link to a section goes into the clipboard, and somebody who sees nothing hears it.
    page.get_by_role("link", name="Link to this section: Second").click()
    expect(page.locator("[data-link-status]")).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}#second"

    # The strip moves and the page does not, nor is the history filled; the keyboard goes along.
    onward = page.get_by_role("link", name="Next picture")
    onward.scroll_into_view_if_needed()
    before = place_of_strip(page)
    onward.click()
    assert place_of_strip(page) == [PHONE["width"], before[1]]
    assert page.url == f"{address}#second"
    expect(page.get_by_role("link", name="Previous picture")).to_be_focused()
    page.locator(".gallery-slides").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#picture-1 img")).to_be_in_viewport(ratio=0.9)
    assert complaints == []


def test_without_a_script_the_page_does_the_same_and_old_editions_gain_with_one(
    address: str, new_page: NewPage, complaints: Complaints
) -> None:
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(address)
    page.get_by_role("button", name="reflex").click()
    expect(page.locator("#term-some-reflex")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(page.locator("#term-some-reflex")).to_be_hidden()
    page.get_by_role("link", name="Next picture").click()
    expect(page.locator("#picture-2")).to_be_in_viewport()
    page.get_by_role("link", name="Link to this section: Second").click()
    assert page.url == f"{address}#second"

    Edition.objects.live().filter(article__slug="why-do-cats-knead").update(
        body_html='<h2 id="old">An old heading</h2>\n<p>Text.</p>\n'
    )
    with_script = new_page(viewport=PHONE)
    with_script.goto(address)

    expect(with_script.get_by_role("link", name="Link to this section: An old heading")).to_have_attribute(
        "href", "#old"
    )
    assert complaints == []
