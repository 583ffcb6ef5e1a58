"""An editor looks back: two versions side by side, and one of them restored, without a mouse."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.drafts import editing
from articles.models import Article
from tests.browser.barriers import violations_at_both_widths
from tests.browser.conftest import DESKTOP, PHONE, Complaints, NewPage
from tests.browser.login import log_in
from tests.factories import DraftArticleFactory, EditorFactory, ReferenceFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THEN = "The dog kicks with its hind leg."
NOW = "The dog may kick with its front leg."


@pytest.fixture
def article(site: str) -> Article:
    """With three versions: as it was, with another answer, and with another text."""
    editor = EditorFactory(username="mira")
    article: Article = DraftArticleFactory(
        title="Why do dogs kick?", body=f"## Why?\n\n{THEN}", answer="A reflex."
    )
    ReferenceFactory(article=article, key="study1906")
    for fields in ({}, {"answer": "A habit."}, {"body": f"## Why?\n\n{NOW}"}):
        article = Article.objects.get(pk=article.pk)
        for name, value in fields.items():
            setattr(article, name, value)
        editing.record(article, by=editor, why=" and ".join(fields) or "As it was")
    return article


def open_history(page: Page, site: str, article: Article) -> Page:
    log_in(page, User.objects.get(username="mira"))
    page.goto(f"{site}/admin/articles/article/{article.pk}/change/")
    page.goto(page.url.replace("/change/", "/history/"))
    expect(page.get_by_role("button", name="Compare the two")).to_be_visible()
    return page


@pytest.fixture
def history(request: pytest.FixtureRequest, site: str, article: Article, new_page: NewPage) -> Page:
    page = new_page(viewport=getattr(request, "param", PHONE), java_script_enabled=False)
    return open_history(page, site, article)


def press(page: Page, key: str, *, times: int = 1) -> None:
    for _ in range(times):
        page.keyboard.press(key)


def test_an_editor_compares_two_versions_and_restores_one_by_keyboard(
    history: Page, article: Article, complaints: Complaints
) -> None:
    # From the second newest version, which is chosen to begin with, down to the one before it.
    history.locator("input[name=from]:checked").focus()
    press(history, "ArrowDown")
    history.get_by_role("button", name="Compare the two").focus()
    press(history, "Enter")

    expect(history.get_by_role("heading", name="What changed")).to_be_visible()
    text = history.get_by_role("region", name="Text")
    expect(text.get_by_role("deletion")).to_have_text(["kicks", "hind"])
    expect(text.get_by_role("insertion")).to_have_text(["may kick", "front"])
    expect(history.get_by_role("region", name="In short")).to_contain_text("A habit.")
    restore = history.get_by_role("link", name="Restore this version").first
    restore.focus()
    press(history, "Enter")
    expect(history.get_by_role("heading", name="What would change")).to_be_visible()
    history.get_by_role("button", name="Restore this version").focus()
    press(history, "Enter")

    expect(history.get_by_text("says again what it said then")).to_be_visible()
    now = Article.objects.get(pk=article.pk)
    assert (now.answer, THEN in now.body) == ("A reflex.", True)
    assert now.history.first().history_change_reason.startswith("Restored the version of")
    assert complaints == []


def test_each_version_tells_what_it_changed(history: Page) -> None:
    history.get_by_role("link", name="What changed").nth(1).click()

    expect(history.get_by_role("region")).to_have_count(1)
    expect(history.get_by_role("region", name="In short").get_by_role("insertion")).to_have_text("habit")


@pytest.mark.parametrize("history", [PHONE, DESKTOP], ids=["phone", "desktop"], indirect=True)
def test_before_and_after_stand_side_by_side_on_a_wide_screen_and_stacked_on_a_phone(
    history: Page,
) -> None:
    history.get_by_role("button", name="Compare the two").click()

    pair = history.locator(".comparison-pair").first
    # Not before the stylesheet is there.
    history.wait_for_load_state()
    # Both at one moment: the page may still move while it is being laid out.
    left, right = pair.evaluate(
        """pair => ["old", "new"].map((side) => {
            const { x, y } = pair.querySelector(`.comparison-${side}`).getBoundingClientRect();
            return { x, y };
        })"""
    )
    if history.viewport_size == PHONE:
        assert (left["x"], left["y"] < right["y"]) == (right["x"], True)
    else:
        assert (left["y"], left["x"] < right["x"]) == (right["y"], True)
    assert history.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_pages_of_the_history_have_no_known_barrier(
    site: str, article: Article, new_page: NewPage
) -> None:
    page = open_history(new_page(viewport=PHONE), site, article)
    newest, _, oldest = article.history.values_list("history_id", flat=True)[:3]
    base = f"{site}/admin/articles/article/{article.pk}"

    for address in ("history/", f"compare/?from={oldest}&to={newest}", f"restore/?version={oldest}"):
        page.goto(f"{base}/{address}")
        assert violations_at_both_widths(page, "main") == [], address
