"""What tests of the preview do with its pane."""

from playwright.sync_api import Frame, FrameLocator, Page, ViewportSize, expect

from articles.models import Article
from tests.browser.login import log_in
from tests.factories import EditorFactory

WIDE: ViewportSize = {"width": 1500, "height": 1000}
# The tokens "paper" of the site's two themes.
PAPER = {"Light": "rgb(253, 252, 249)", "Dark": "rgb(17, 26, 23)"}
BACKGROUND = "getComputedStyle(document.body).backgroundColor"


def open_as_editor(page: Page, address: str) -> None:
    log_in(page, EditorFactory())
    page.goto(address)


def change_page(site: str, article: Article) -> str:
    return f"{site}/admin/articles/article/{article.pk}/change/"


def press(page: Page, name: str) -> None:
    page.locator("[data-preview-tools]").get_by_role("button", name=name, exact=True).click()


def pressed(page: Page) -> list[str]:
    expect(page.locator("[data-preview-bar]")).to_be_visible()
    return page.locator("[data-preview-tools] [aria-pressed=true]").all_inner_texts()


def window(page: Page, name: str) -> FrameLocator:
    return page.frame_locator(f"[data-window={name}]")


def inside(page: Page, name: str) -> Frame:
    """What stands in that frame, once it is there."""
    expect(window(page, name).locator("main")).to_be_visible()
    handle = page.locator(f"[data-window={name}]").element_handle()
    frame = handle.content_frame()
    assert frame
    return frame


def expect_paper(page: Page, name: str, theme: str, *, where: str = "The paper") -> None:
    expect(window(page, name).locator("body"), where).to_have_css("background-color", PAPER[theme])
