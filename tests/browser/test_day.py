"""The editor's day: from a number on the first page to its list, and the work done for all of it at once."""

import re

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, Edition
from articles.publishing import submit
from tests.browser.barriers import violations_at_both_widths
from tests.browser.conftest import DESKTOP, PHONE, Complaints, NewPage
from tests.browser.login import log_in
from tests.factories import CategoryFactory, DraftArticleFactory, EditorFactory, group

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLES = ["Why do dogs yawn?", "Why do dogs sigh?"]


@pytest.fixture
def in_review(site: str) -> list[Article]:
    category = CategoryFactory()
    return [submit(DraftArticleFactory(title=title, category=category), by=None) for title in TITLES]


def open_day(new_page: NewPage, site: str, **options: object) -> Page:
    """A logged-in editor's first page; this one decides about comments too."""
    editor = EditorFactory()
    editor.groups.add(group("moderator"))
    page = log_in(new_page(**options), editor)
    page.goto(f"{site}/admin/")
    expect(page.get_by_role("heading", name="Your day")).to_be_visible()
    return page


def choose_all(page: Page, action: str) -> None:
    # The admin's script has to listen before the box for all rows means anything.
    page.wait_for_load_state()
    page.locator("#action-toggle").check()
    page.get_by_label("Action:").first.select_option(label=action)
    page.get_by_role("button", name="Go").click()


@pytest.mark.usefixtures("in_review")
def test_a_number_leads_to_its_list_where_all_are_approved_and_then_published(
    site: str, new_page: NewPage, complaints: Complaints
) -> None:
    desk = open_day(new_page, site, viewport=DESKTOP)

    desk.get_by_role("link", name=re.compile(r"^2\s+Waiting for review")).click()
    expect(desk.locator("#result_list tbody tr")).to_have_count(len(TITLES))
    choose_all(desk, "Approve")
    expect(desk.get_by_text("2 articles approved.")).to_be_visible()
    desk.get_by_role("link", name="Home", exact=True).click()
    desk.get_by_role("link", name=re.compile(r"^2\s+Approved, not yet published")).click()
    choose_all(desk, "Publish now…")
    expect(desk.get_by_role("heading", name="Publish 2 articles now")).to_be_visible()
    desk.get_by_role("button", name="Publish").click()

    expect(desk.get_by_text("2 articles published.")).to_be_visible()
    assert set(Edition.objects.live().filter(title__in=TITLES).values_list("title", flat=True)) == set(TITLES)
    desk.goto(f"{site}/admin/")
    expect(desk.get_by_role("link", name=re.compile(r"^0\s+Waiting for review"))).to_be_visible()
    assert complaints == []


@pytest.mark.usefixtures("in_review")
def test_the_page_fits_its_window_and_every_tile_can_be_pressed(site: str, new_page: NewPage) -> None:
    desk = open_day(new_page, site)

    for viewport in (PHONE, DESKTOP):
        desk.set_viewport_size(viewport)
        width = viewport["width"]
        boxes = [tile.bounding_box() for tile in desk.locator(".tile").all()]

        assert len(boxes) >= 10, width
        assert all(box and box["height"] >= 44 and box["x"] + box["width"] <= width for box in boxes), width
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, width


@pytest.mark.usefixtures("in_review")
def test_axe_finds_nothing_on_the_day_its_lists_and_its_questions(site: str, new_page: NewPage) -> None:
    desk = open_day(new_page, site, viewport=PHONE)
    found = {"day": violations_at_both_widths(desk)}

    desk.goto(f"{site}/admin/articles/article/?q=dogs")
    found["list"] = violations_at_both_widths(desk)
    choose_all(desk, "Publish now…")
    expect(desk.get_by_text("will be left out")).to_be_visible()
    found["question"] = violations_at_both_widths(desk)

    assert {name: problems for name, problems in found.items() if problems} == {}
