"""An author writes, an editor sends back and approves, a vet signs, and readers see who did."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Article, Edition
from tests.browser.conftest import Complaints, NewPage
from tests.browser.login import log_in
from tests.factories import AuthorFactory, EditorFactory, VetFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DeskOf = Callable[[User], Page]

TITLE = "Why does my dog tilt its head?"
TEXT = """## What is it?

A dog turns the head to one side.

## When should you call a vet?

::: care now Phone a vet now
- A tilt with vomiting
:::
"""


@pytest.fixture
def desk_of(site: str, new_page: NewPage) -> DeskOf:
    def open_desk(user: User) -> Page:
        page = log_in(new_page(), user)
        page.goto(f"{site}/admin/")
        return page

    return open_desk


def write(author: Page, site: str) -> str:
    """From an empty form to a text that is handed in; returns the start of its addresses."""
    author.goto(f"{site}/admin/articles/article/add/")
    author.get_by_label("Title, in an owner’s words").fill(TITLE)
    author.get_by_label("In short: the answer").fill("Usually to listen. A tilt that stays needs a vet.")
    author.locator("#id_body").fill(TEXT)
    author.get_by_role("tab", name="Settings").click()
    author.get_by_text("Watch at home").click()
    author.get_by_text("Dogs", exact=True).click()
    author.get_by_label("Category").select_option(label="Facts about the animal kingdom")
    author.get_by_label("Author").select_option(label="Scratchpost editors")
    author.keyboard.press("Control+Enter")
    author.get_by_label("What should be looked at?").fill("My first one")
    # A text that was never saved is saved and checked first.
    expect(author.get_by_role("button", name="Hand in", exact=True)).to_be_enabled()
    author.keyboard.press("Control+Enter")
    expect(author.get_by_text("is handed in for review")).to_be_visible()
    return author.url.removesuffix("change/")


def test_a_text_goes_from_its_author_through_review_and_signature_to_readers(
    site: str, desk_of: DeskOf, new_page: NewPage, complaints: Complaints
) -> None:
    author = desk_of(AuthorFactory(username="ada"))
    editor = desk_of(EditorFactory(username="mira"))
    vet = desk_of(VetFactory(username="vera"))

    pages = write(author, site)
    editor.goto(f"{pages}review/")
    expect(editor.frame_locator("iframe").get_by_role("heading", name=TITLE)).to_be_visible()
    editor.get_by_role("button", name="Send back").click()
    expect(editor.get_by_text("Say what is to be mended.")).to_be_visible()
    editor.get_by_role("textbox", name="Remarks").fill("Say how long is too long.")
    editor.get_by_role("button", name="Send back").click()

    author.goto(f"{pages}change/")
    expect(author.get_by_text("Sent back: Say how long is too long.")).to_be_visible()
    author.locator("#id_body").fill(TEXT.replace("with vomiting", "with vomiting and falls"))
    author.get_by_role("button", name="Hand in again…").click()
    author.get_by_role("button", name="Hand in", exact=True).click()
    expect(author.get_by_text("is handed in for review")).to_be_visible()

    vet.goto(f"{pages}sign/")
    expect(vet.frame_locator("iframe").first.get_by_text("A tilt with vomiting and falls")).to_be_visible()
    due = timezone.localdate() + timedelta(days=200)
    vet.get_by_text("On another day").click()
    vet.get_by_label("That day").fill(f"{due:%Y-%m-%d}")
    vet.get_by_role("button", name="Sign this text").click()
    expect(vet.get_by_text("Signed by Vera Ito")).to_be_visible()

    editor.goto(f"{pages}review/")
    editor.get_by_role("link", name="Approve and publish…").click()
    editor.get_by_role("button", name="Publish").click()
    expect(editor.get_by_text("edition 1 is live")).to_be_visible()

    reader = new_page()
    reader.goto(site + Edition.objects.get(title=TITLE).get_absolute_url())
    expect(reader.get_by_text("Vera Ito").first).to_be_visible()
    expect(reader.get_by_text("MRCVS").first).to_be_visible()
    assert complaints == []


def test_a_change_after_signing_is_seen_to_be_unsigned(site: str, desk_of: DeskOf) -> None:
    article = Article.objects.get(slug="why-do-rabbits-thump-and-kick-their-back-legs")
    pages = f"{site}/admin/articles/article/{article.pk}/"
    vet, editor = desk_of(VetFactory(username="vera")), desk_of(EditorFactory(username="mira"))

    vet.goto(f"{pages}sign/")
    vet.get_by_role("button", name="Sign this text").click()
    expect(vet.get_by_text("Signed by Vera Ito")).to_be_visible()
    editor.goto(f"{pages}change/")
    editor.get_by_role("tab", name="Checks").click()
    expect(editor.get_by_text("Signed by Vera Ito")).to_be_visible()
    editor.get_by_label("In short: the answer").fill("A thump is an alarm.")
    editor.keyboard.press("Control+s")
    expect(editor.locator("[data-autosave-doing]")).to_contain_text("in the history", timeout=20_000)
    editor.reload()
    editor.get_by_role("tab", name="Checks").click()

    expect(editor.get_by_text("No vet has signed this text")).to_be_visible()
    vet.goto(f"{pages}sign/")
    expect(vet.get_by_role("heading", name="What changed since you signed")).to_be_visible()
    expect(vet.locator("ins", has_text="A thump is an alarm.").first).to_be_visible()


def test_the_writer_of_a_text_is_told_that_somebody_else_approves_it(site: str, desk_of: DeskOf) -> None:
    page = desk_of(EditorFactory(username="mira"))
    pages = write(page, site)

    page.goto(f"{pages}review/")
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    expect(page.get_by_text("somebody else approves it")).to_be_visible()
    page.goto(f"{pages}publish/")

    expect(page.get_by_text("Nobody has approved this text, so it cannot be published yet.")).to_be_visible()
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)
