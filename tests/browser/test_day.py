"""The editor's day: from a title on the first page to its work, and a list in which much is done at once."""

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


@pytest.mark.usefixtures("in_review")
def test_the_whole_row_leads_to_the_work(site: str, new_page: NewPage, complaints: Complaints) -> None:
    desk = open_day(new_page, site, viewport=DESKTOP)

    desk.get_by_text("Review", exact=True).first.click(force=True)

    expect(desk).to_have_url(
        f"{site}/admin/articles/article/{Article.objects.get(title=TITLES[0]).pk}/review/"
    )
    assert complaints == []


@pytest.mark.usefixtures("in_review")
def test_axe_finds_nothing_on_the_day_and_nothing_runs_out_of_the_window(
    site: str, new_page: NewPage
) -> None:
    desk = open_day(new_page, site, viewport=PHONE)

    assert violations_at_both_widths(desk) == []
    for width in (320, 390, 1280):
        desk.set_viewport_size({"width": width, "height": 800})
        assert desk.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.usefixtures("in_review")
def test_articles_are_ticked_approved_and_published_from_the_list(
    site: str, new_page: NewPage, complaints: Complaints
) -> None:
    desk = open_day(new_page, site, viewport=PHONE)
    desk.get_by_role("link", name="Articles", exact=True).first.click()

    # On a phone the ticks wait until somebody wants them.
    expect(desk.get_by_role("checkbox").first).to_be_hidden()
    assert violations_at_both_widths(desk) == []
    assert desk.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for action in ("Approve", "Publish now…"):
        desk.get_by_role("button", name="Choose several").click()
        for title in TITLES:
            desk.get_by_role("checkbox", name=f"Choose {title}").check()
        expect(desk.get_by_text("2 chosen")).to_be_visible()
        desk.get_by_role("button", name=action).click()
    expect(desk.get_by_role("heading", name="Publish 2 articles now")).to_be_visible()
    assert violations_at_both_widths(desk) == []
    desk.get_by_role("button", name="Publish").click()

    expect(desk.get_by_text("2 articles published.")).to_be_visible()
    assert Edition.objects.live().filter(title__in=TITLES).count() == len(TITLES)
    assert complaints == []
