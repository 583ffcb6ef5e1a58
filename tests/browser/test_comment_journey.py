"""A reply from the link under a comment to its end, with scripts and without."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from articles.models import Article
from comments.models import Comment
from tests.browser.conftest import NewPage
from tests.factories import LiveArticleFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "Mine kicks with both legs at once."
THANKS = re.compile("Thank you")


@pytest.fixture
def article(server: str) -> Article:
    return LiveArticleFactory()


@pytest.fixture
def address(server: str, article: Article) -> str:
    return f"{server}{article.get_absolute_url()}"


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_comment_is_answered_changed_and_taken_back(
    address: str, server: str, article: Article, new_page: NewPage, photo: Path, javascript: bool
) -> None:
    parent = Comment.objects.create(
        article=article, name="Ash", text="Does yours?", html="<p>Does yours?</p>", status="approved"
    )
    article.set_rating([0, 0, 0, 0, 0], writing=1, comment_count=1)
    page = new_page(java_script_enabled=javascript)
    page.goto(address)
    page.get_by_role("link", name="Reply to Ash").click()
    expect(page.get_by_text("Does yours?")).to_be_visible()
    page.get_by_role("textbox", name="Your reply").fill(WORDS)
    page.get_by_label("Name to show").fill("Rowan")
    page.get_by_label("Add a photo").set_input_files(photo)
    page.get_by_role("button", name="Send reply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)

    page.get_by_role("link", name="Change what you sent, until").click()
    expect(page.get_by_role("textbox", name="Your reply")).to_have_value(WORDS)
    page.get_by_role("textbox", name="Your reply").fill("Mine kicks with one leg.")
    page.get_by_label("Remove the photo").check()
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("What you changed has arrived")).to_be_visible()
    reply = parent.replies.get()
    assert (reply.text, hasattr(reply, "photo")) == ("Mine kicks with one leg.", False)

    page.get_by_role("link", name="Delete what you sent").click()
    page.get_by_role("button", name="Delete it for good").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What you sent is deleted")
    assert not parent.replies.exists()
