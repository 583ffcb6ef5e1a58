"""The moderator: sees what is held, with its photo, and decides."""

import io

import pytest
from playwright.sync_api import Page, expect

from articles.images.decoding import store_image
from articles.images.stored import PHOTOS
from articles.models import Article
from comments.models import Comment, Photo
from tests.browser.conftest import Complaints, NewPage
from tests.browser.login import log_in
from tests.browser.page_types import SCRATCH
from tests.factories import HeldCommentFactory, ModeratorFactory, image_bytes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def held(site: str) -> list[Comment]:
    article = Article.objects.get(slug=SCRATCH.split("/")[2])
    comments: list[Comment] = [
        HeldCommentFactory(
            article=article, name="Rowan", text="Both legs at once.", html="<p>Both legs at once.</p>"
        ),
        HeldCommentFactory(
            article=article, name="Ash", text="Only the left one.", html="<p>Only the left one.</p>"
        ),
        HeldCommentFactory(
            article=article, name="Spam", text="Buy my pills.", html="<p>Buy my pills.</p>", rating=1
        ),
    ]
    image = store_image(io.BytesIO(image_bytes()), PHOTOS)
    Photo.objects.create(comment=comments[0], digest=image.digest, width=image.width, height=image.height)
    return comments


@pytest.fixture
def desk(site: str, held: list[Comment], new_page: NewPage) -> Page:
    page = log_in(new_page(), ModeratorFactory())
    page.goto(f"{site}/admin/comments/comment/")
    return page


def test_held_comments_are_decided_and_the_approved_ones_appear(
    desk: Page, site: str, new_page: NewPage, complaints: Complaints
) -> None:
    expect(desk.get_by_role("img", name="Photo from Rowan")).to_be_visible()
    for name in ("Rowan", "Ash"):
        desk.get_by_role("listitem").filter(has_text=name).get_by_role("checkbox").check()
    desk.get_by_role("button", name="Approve", exact=True).click()
    expect(desk.get_by_text("2 approved.")).to_be_visible()

    desk.get_by_role("button", name="More for").click()
    desk.get_by_role("link", name="Everything about it").click()
    desk.get_by_role("button", name="Reject").click()
    expect(desk.get_by_text("Nothing waits.")).to_be_visible()

    reader = new_page()
    reader.goto(site + SCRATCH)
    expect(reader.get_by_text("Both legs at once.")).to_be_visible()
    expect(reader.get_by_text("Only the left one.")).to_be_visible()
    expect(reader.get_by_role("img", name="Photo from Rowan")).to_be_visible()
    expect(reader.get_by_text("Buy my pills.")).to_have_count(0)
    expect(reader.get_by_role("heading", name="2 comments")).to_be_visible()
    expect(reader.locator("#ratings")).to_contain_text("2 ratings so far")
    assert complaints == []
