"""axe-core finds nothing, on every kind of page, in both schemes and at both widths."""

import pytest
from playwright.sync_api import Page

from articles.models import Article
from comments import moderation
from comments.models import Comment
from tests.browser.barriers import WIDTHS, violations
from tests.browser.conftest import PHONE, NewPage
from tests.browser.page_types import PAGES, SCRATCH
from tests.browser.test_reader import write_comment
from tests.factories import HeldCommentFactory, ModeratorFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@WIDTHS
def test_axe_finds_nothing_on_any_public_page(site: str, new_page: NewPage, viewport: dict[str, int]) -> None:
    article = Article.objects.get(slug=SCRATCH.split("/")[2])
    comments = [HeldCommentFactory(article=article, name=f"Reader {n}", rating=n % 5 + 1) for n in range(3)]
    moderation.approve(comments, by=ModeratorFactory())
    page = new_page(viewport=viewport)
    found: dict[str, list[str]] = {}

    for name, path in PAGES.items():
        page.goto(site + path)
        found[name] = violations(page)
    page.goto(site + SCRATCH)
    page.get_by_role("button", name="Send comment").click()
    page.get_by_role("alert").wait_for()
    found["comment with errors"] = violations(page)
    page.goto(site + SCRATCH)
    write_comment(page)
    page.get_by_role("heading", name="Thank you").wait_for()
    found["thanks"] = violations(page)
    page.get_by_role("link", name="Change what you sent").click()
    found["edit"] = violations(page)
    page.goto(f"{site}{comments[0].permalink}reply/")
    found["reply"] = violations(page)
    page.go_back()
    page.go_back()
    assert Comment.objects.held().count() == 1
    page.get_by_role("link", name="Delete what you sent").click()
    found["delete"] = violations(page)
    page.get_by_role("button", name="Delete it for good").click()
    page.get_by_role("heading", name="What you sent is deleted").wait_for()
    found["deleted"] = violations(page)

    assert not Comment.objects.held().exists()
    assert {name: problems for name, problems in found.items() if problems} == {}


# What a screen reader announces by its name.
NAMED = {"link", "button", "textbox", "searchbox", "radio", "navigation", "image", "heading", "region"}


def unnamed(page: Page) -> list[str]:
    """Of the accessibility tree, as Chromium hands it to a screen reader."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    seen = [node for node in nodes if not node["ignored"] and node["role"]["value"] in NAMED]
    return [node["role"]["value"] for node in seen if not node.get("name", {}).get("value", "").strip()]


def test_a_screen_reader_hears_a_name_for_everything_and_one_heading_above_all(
    site: str, new_page: NewPage
) -> None:
    page = new_page(viewport=PHONE)
    found: dict[str, list[str]] = {}
    top_headings: dict[str, int] = {}

    for name, path in PAGES.items():
        page.goto(site + path)
        found[name] = unnamed(page)
        top_headings[name] = page.locator("h1").count()

    assert {name: roles for name, roles in found.items() if roles} == {}
    assert set(top_headings.values()) == {1}
