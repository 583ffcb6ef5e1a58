"""The preview beside the text: as wide as a phone or a desktop, light or dark, text or whole page."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from articles.drafts import sharing
from articles.models import Article
from tests.browser.barriers import violations_at_both_widths
from tests.browser.conftest import DESKTOP, PHONE, Complaints, NewPage
from tests.browser.page_types import SCRATCH
from tests.browser.preview.pane import (
    WIDE,
    expect_paper,
    inside,
    open_as_editor,
    press,
    pressed,
    window,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_phone_is_390_wide_and_stacks_what_a_desktop_sets_side_by_side(
    desk: Page, complaints: Complaints
) -> None:
    def layout() -> tuple[int, bool]:
        frame = inside(desk, "page")
        columns: Any = frame.evaluate(
            """() => {
                const left = (name) => document.querySelector(name).getBoundingClientRect().left;
                return left(".contents") < left(".article-body");
            }"""
        )
        return frame.evaluate("innerWidth"), columns

    press(desk, "Whole page")
    press(desk, "Phone")
    phone = layout()
    press(desk, "Desktop")
    desktop = layout()

    assert (phone, desktop) == ((390, False), (1280, True))
    assert complaints == []


def test_a_desktop_is_made_to_fit_the_pane(desk: Page) -> None:
    for viewport in (WIDE, DESKTOP, PHONE):
        desk.set_viewport_size(viewport)
        desk.get_by_role("tab", name="Preview").click()
        press(desk, "Phone")

        press(desk, "Desktop")

        expect_to_fit(desk, is_beside=viewport is not PHONE)


def expect_to_fit(page: Page, *, is_beside: bool) -> None:
    size = str(page.viewport_size)
    stage = page.locator("[data-preview-stage]").bounding_box()
    shown = page.locator("[data-window=text]").bounding_box()
    # On a phone the preview takes the place of the text.
    text = page.locator("#id_body").bounding_box()
    assert stage, size
    assert shown, size
    assert inside(page, "text").evaluate("innerWidth") == 1280, size
    assert stage["x"] <= shown["x"], size
    assert shown["x"] + shown["width"] <= stage["x"] + stage["width"] + 1, size
    assert abs(shown["height"] - stage["height"]) <= 3, size
    assert is_beside == bool(text and stage["x"] > text["x"] + text["width"]), size
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size


def test_the_theme_is_the_one_that_was_chosen_whatever_the_device_prefers(
    desk: Page, complaints: Complaints
) -> None:
    for name, view in {"text": "Text", "page": "Whole page"}.items():
        press(desk, view)
        inside(desk, name)
        for device in ("light", "dark"):
            desk.emulate_media(color_scheme=device)
            for theme in ("Light", "Dark", "Light"):
                press(desk, theme)
                expect_paper(desk, name, theme, where=f"{view} on a {device} device")

    # Pictures are dimmed in the dark, as they will be for readers.
    picture = window(desk, "page").locator("article img").first
    expect(picture).to_have_css("filter", "none")
    press(desk, "Dark")
    expect(picture).to_have_css("filter", "brightness(0.82)")
    assert complaints == []


def test_what_was_chosen_is_there_after_a_reload(desk: Page) -> None:
    assert pressed(desk) == ["Text", "Phone", "Light"]
    for name in ("Whole page", "Desktop", "Dark"):
        press(desk, name)

    desk.reload()

    assert pressed(desk) == ["Whole page", "Desktop", "Dark"]
    expect_paper(desk, "page", "Dark")
    assert inside(desk, "page").evaluate("innerWidth") == 1280


def test_the_tools_work_from_the_keyboard_and_send_nothing_with_the_form(desk: Page) -> None:
    before = desk.evaluate("[...new FormData(document.querySelector('#article_form')).keys()]")
    press(desk, "Text")

    desk.keyboard.press("Tab")
    desk.keyboard.press("Space")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")

    assert pressed(desk) == ["Whole page", "Desktop", "Light"]
    assert desk.evaluate("[...new FormData(document.querySelector('#article_form')).keys()]") == before


def test_the_whole_page_is_fetched_for_whoever_looks_follows_each_save_and_stays_where_it_was_scrolled(
    desk: Page, article: Article
) -> None:
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(urlsplit(request.url).path))
    preview = f"/admin/articles/article/{article.pk}/preview/"
    desk.evaluate("document.dispatchEvent(new Event('scratchpost:saved'))")
    desk.wait_for_timeout(200)
    assert asked.count(preview) == 0, "Fetched before anybody looked."

    press(desk, "Whole page")
    press(desk, "Dark")
    expect(window(desk, "page").get_by_role("heading", level=1)).to_have_text(article.title)
    assert asked.count(preview) == 1
    inside(desk, "page").evaluate("scrollTo({ top: 400, behavior: 'instant' })")
    # As long as before: where a shorter title lets the text move up, the browser follows the text.
    title = article.title.replace("dogs", "cats")
    Article.objects.filter(pk=article.pk).update(title=title)

    desk.evaluate("document.dispatchEvent(new Event('scratchpost:saved'))")

    expect(window(desk, "page").get_by_role("heading", level=1)).to_have_text(title)
    expect_paper(desk, "page", "Dark")
    assert inside(desk, "page").evaluate("scrollY") == 400


def test_the_typed_text_shows_at_once_in_the_theme_that_was_chosen(desk: Page) -> None:
    press(desk, "Dark")
    desk.locator("#id_body").press("Control+Home")
    desk.keyboard.type("## Is it new?\n\nA sentence that was not there.\n\n")

    expect(window(desk, "text").get_by_text("A sentence that was not there.")).to_be_visible()
    expect_paper(desk, "text", "Dark")


def test_a_link_in_the_preview_opens_beside_it(desk: Page, complaints: Complaints) -> None:
    press(desk, "Whole page")
    inside(desk, "page")

    with desk.context.expect_page() as opened:
        window(desk, "page").get_by_role("link", name="Dogs").first.click()
    window(desk, "page").locator(".contents a").first.click()

    assert urlsplit(opened.value.url).path == "/species/dogs/"
    assert urlsplit(inside(desk, "page").url).path.endswith("/preview/")
    assert complaints == []


def test_the_page_opens_in_a_tab_with_the_same_tools(desk: Page, complaints: Complaints) -> None:
    press(desk, "Dark")

    with desk.context.expect_page() as opened:
        desk.get_by_role("link", name="Preview", exact=True).click()

    tab = opened.value
    assert pressed(tab) == ["Phone", "Dark"]
    expect_paper(tab, "page", "Dark")
    press(tab, "Light")
    expect_paper(tab, "page", "Light")
    assert complaints == []


def test_axe_finds_nothing_on_the_preview_tools_and_the_sharing_page(site: str, new_page: NewPage) -> None:
    article = Article.objects.get(slug=SCRATCH.split("/")[2])
    page = new_page(viewport=PHONE)
    sharing.share(article, by=None, days=1, purpose="The breed club")
    open_as_editor(page, f"{site}/admin/articles/article/{article.pk}/share/")
    found = {"share": violations_at_both_widths(page)}
    page.get_by_role("button", name="Make a secret address").click()
    found["made"] = violations_at_both_widths(page)
    page.goto(page.locator("#new-address").input_value())
    found["shared page"] = violations_at_both_widths(page)
    page.goto(f"{site}/admin/articles/article/{article.pk}/full-preview/")
    inside(page, "page")
    found["full preview"] = violations_at_both_widths(page)

    assert {name: problems for name, problems in found.items() if problems} == {}
