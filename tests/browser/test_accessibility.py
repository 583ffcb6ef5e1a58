"""Every kind of page is open to everybody: with axe-core, a screen reader, small windows, large letters."""

import pytest
from playwright.sync_api import Page

from articles.models import Article
from comments import moderation
from comments.models import Comment
from tests.browser.barriers import violations_at_both_widths
from tests.browser.conftest import PHONE, Complaints, NewPage
from tests.browser.fitting import SIZES, misfits
from tests.browser.page_types import PAGES, SCRATCH
from tests.browser.test_reader import write_comment
from tests.factories import HeldCommentFactory, ModeratorFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What a screen reader announces by its name.
NAMED = {"link", "button", "textbox", "searchbox", "radio", "navigation", "image", "heading", "region"}


@pytest.fixture
def comments(site: str) -> list[Comment]:
    """Three that stand under the article about scratching."""
    article = Article.objects.get(slug=SCRATCH.split("/")[2])
    made: list[Comment] = [
        HeldCommentFactory(article=article, name=f"Reader {n}", rating=n % 5 + 1) for n in range(3)
    ]
    moderation.approve(made, by=ModeratorFactory())
    return made


def unnamed(page: Page) -> list[str]:
    """Of the accessibility tree, as Chromium hands it to a screen reader."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    seen = [node for node in nodes if not node["ignored"] and node["role"]["value"] in NAMED]
    return [node["role"]["value"] for node in seen if not node.get("name", {}).get("value", "").strip()]


def troubles(page: Page, *, is_for_readers: bool) -> list[str]:
    # The admin's own pages give way to the smallest phone, but not to larger letters.
    found = misfits(page, SIZES if is_for_readers else SIZES[:1])
    page.set_viewport_size(PHONE)
    found += [f"axe, {violation}" for violation in violations_at_both_widths(page)]
    found += [f"a screen reader hears no name for: {role}" for role in unnamed(page)]
    if (count := page.locator("h1").count()) != 1:
        found.append(f"has {count} headings above all others")
    return found


@pytest.mark.slow
def test_axe_a_screen_reader_small_windows_and_large_letters_find_nothing_on_any_public_page(
    site: str, new_page: NewPage, complaints: Complaints
) -> None:
    page = new_page()
    found: dict[str, list[str]] = {}

    for name, path in PAGES.items():
        page.goto(site + path)
        found[name] = troubles(page, is_for_readers=name != "login")

    assert {name: problems for name, problems in found.items() if problems} == {}
    # The browser says of a missing page that it is missing.
    assert [complaint for complaint in complaints if "404" not in complaint] == []


def of_comments(page: Page) -> list[str]:
    found = misfits(page)
    page.set_viewport_size(PHONE)
    return found + violations_at_both_widths(page)


@pytest.mark.slow
def test_nor_do_they_under_comments_and_from_one_with_errors_to_its_end(
    site: str, new_page: NewPage, comments: list[Comment]
) -> None:
    page = new_page(viewport=PHONE)
    found: dict[str, list[str]] = {}

    page.goto(site + SCRATCH)
    found["article with comments"] = of_comments(page)
    page.get_by_role("button", name="Send comment").click()
    page.get_by_role("alert").wait_for()
    found["comment with errors"] = of_comments(page)
    write_comment(page)
    page.get_by_role("heading", name="Thank you").wait_for()
    found["thanks"] = of_comments(page)
    page.get_by_role("link", name="Change what you sent").click()
    page.get_by_role("heading", name="Change what you sent").wait_for()
    found["edit"] = of_comments(page)
    page.goto(f"{site}{comments[0].permalink}report/")
    found["report"] = of_comments(page)
    page.goto(f"{site}{comments[0].permalink}reply/")
    found["reply"] = of_comments(page)
    page.go_back()
    page.go_back()
    page.go_back()
    assert Comment.objects.held().count() == 1
    page.get_by_role("link", name="Delete what you sent").click()
    page.get_by_role("heading", name="Delete what you sent?").wait_for()
    found["delete"] = of_comments(page)
    page.get_by_role("button", name="Delete it for good").click()
    page.get_by_role("heading", name="What you sent is deleted").wait_for()
    found["deleted"] = of_comments(page)

    assert not Comment.objects.held().exists()
    assert {name: problems for name, problems in found.items() if problems} == {}
