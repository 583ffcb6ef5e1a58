"""The gallery by hand: pictures dragged into another order, files chosen and dropped as from a folder."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from articles.models import Article
from tests.browser.autosave.form import HURRY
from tests.browser.conftest import NewPage
from tests.browser.login import log_in
from tests.browser.pictures.dialog import dialog, rows, send, text
from tests.factories import DraftArticleFactory, EditorFactory, PictureFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def article(server: str) -> Article:
    article: Article = DraftArticleFactory(body="First words.\n")
    for position, alt in enumerate(["A cat", "A dog", "A hen"]):
        article.gallery.create(picture=PictureFactory(alt=alt), position=position)
    return article


@pytest.fixture
def desk(server: str, new_page: NewPage, article: Article) -> Page:
    page = log_in(new_page(viewport={"width": 1500, "height": 1300}), EditorFactory())
    page.context.add_init_script(HURRY)
    page.goto(f"{server}/admin/articles/article/{article.pk}/change/")
    page.get_by_role("tab", name="Pictures").click()
    return page


def drop(page: Page, target: Locator, files: list[Path]) -> None:
    """As a person drops files from a folder; Playwright knows no way, but Chromium does."""
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box
    data = {"items": [], "files": [str(file) for file in files], "dragOperationsMask": 1}
    place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + min(box["height"] / 2, 40), "data": data}
    browser = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        browser.send("Input.dispatchDragEvent", {"type": kind, **place})


def shown(page: Page) -> Locator:
    return page.locator("[data-gallery] [data-picture-alt]")


def saved(article: Article) -> list[str]:
    return [row.picture.alt for row in article.gallery.order_by("position").select_related("picture")]


def expect_saved(page: Page, article: Article, words: list[str]) -> None:
    """The form saves by itself, a moment after the last change."""
    for _ in range(150):
        if saved(article) == words:
            return
        page.wait_for_timeout(100)
    assert saved(article) == words


def test_pictures_are_dragged_into_another_order(desk: Page, article: Article) -> None:
    handles, last = desk.locator("[data-gallery] [data-handle]"), desk.locator("[data-gallery] > li").nth(2)
    below = last.bounding_box()
    assert below

    handles.nth(0).hover()
    desk.mouse.down()
    desk.mouse.move(below["x"] + 20, below["y"] + below["height"] - 4, steps=12)
    desk.mouse.up()

    expect(shown(desk)).to_have_text(["A dog", "A hen", "A cat"])
    expect(desk.locator("[data-gallery-status]")).to_have_text("Moved. It is picture 3.")
    expect_saved(desk, article, ["A dog", "A hen", "A cat"])


def test_files_are_chosen_and_dropped_several_at_once(
    desk: Page, article: Article, files: list[Path]
) -> None:
    upload = desk.get_by_role("dialog", name="Add pictures")
    with desk.expect_file_chooser() as chooser:
        desk.get_by_role("button", name="From this device").click()
    chooser.value.set_files(files[:2])
    for place, words in enumerate(["A hare", "A mouse"]):
        upload.get_by_label("What does it show?").nth(place).fill(words)
    upload.get_by_role("button", name="Add 2 pictures").click()
    expect(shown(desk)).to_have_count(5)

    drop(desk, desk.locator("[data-drop-zone]"), files[2:])
    upload.get_by_label("What does it show?").fill("A newt")
    upload.get_by_role("button", name="Add the picture").click()

    expect(shown(desk)).to_have_text(["A cat", "A dog", "A hen", "A hare", "A mouse", "A newt"])
    expect_saved(desk, article, ["A cat", "A dog", "A hen", "A hare", "A mouse", "A newt"])


def test_files_dropped_on_the_text_stand_where_it_was_written(desk: Page, files: list[Path]) -> None:
    text(desk).press("Control+End")

    drop(desk, text(desk), files[:2])
    expect(rows(desk)).to_have_count(2)
    for place, words in enumerate(["A hare", "A mouse"]):
        rows(desk).nth(place).get_by_label("What does it show?").fill(words)
    send(desk)

    expect(dialog(desk)).to_be_hidden()
    expect(text(desk)).to_have_value("First words.\n\n![](picture:a-hare)\n\n![](picture:a-mouse)\n\n")
