"""The reader of comments: looks at a covered photo, says what helped, reports what should not stand."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article
from comments.models import Badge, Comment, Report, Status
from comments.moderation import recount
from tests.browser.barriers import violations_at_both_widths
from tests.browser.conftest import PHONE, Complaints, NewPage
from tests.browser.page_types import SCRATCH
from tests.factories import ApprovedCommentFactory, PhotoFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LYING_PHONE = {"width": 740, "height": 360}
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])


def say(name: str, **fields: object) -> Comment:
    article = Article.objects.get(slug=SCRATCH.strip("/").rpartition("/")[2])
    comment: Comment = ApprovedCommentFactory(article=article, name=name, **fields)
    recount(article)
    return comment


@pytest.mark.parametrize("forced_colors", ["none", "active"])
def test_a_blurred_photo_is_uncovered_by_keyboard_without_a_script(
    site: str, new_page: NewPage, complaints: Complaints, forced_colors: str
) -> None:
    photo = PhotoFactory(comment=say("Rowan"), is_blurred=True)
    page = new_page(java_script_enabled=False, viewport=PHONE, forced_colors=forced_colors)
    page.goto(site + SCRATCH)
    cover = page.locator("summary", has_text="This photo may be upsetting.")
    picture = page.get_by_role("img", name="Photo from Rowan")
    expect(picture).to_be_hidden()

    cover.focus()
    page.keyboard.press("Enter")

    expect(picture).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{photo.digest}-800.webp")
    assert complaints == []


def test_no_picture_is_taller_than_the_screen(site: str, new_page: NewPage) -> None:
    PhotoFactory(comment=say("Rowan"), size=(400, 4000))
    PhotoFactory(comment=say("Ash"), size=(450, 4000), is_blurred=True)
    page = new_page(viewport=LYING_PHONE)
    page.goto(site + SCRATCH)

    pictures = page.locator(".comment-photo img, .photo-cover-picture, .gallery-slide img").all()
    heights = [box["height"] for picture in pictures if (box := picture.bounding_box())]

    assert len(heights) >= 3
    assert [height for height in heights if height > LYING_PHONE["height"]] == []


@BOTH
def test_a_reader_says_what_helped(
    site: str, new_page: NewPage, complaints: Complaints, javascript: bool
) -> None:
    say("Rowan", helpful_count=3)
    say("Ash")
    page = new_page(java_script_enabled=javascript)
    page.goto(site + SCRATCH)

    page.get_by_role("button", name="Helpful 3 (what Rowan says)").click()
    pressed = page.get_by_role("button", name="Helpful 4 (what Rowan says)")
    expect(pressed).to_be_visible()
    pressed.click()

    if javascript:
        expect(pressed).to_be_visible()
        assert page.url == site + SCRATCH
        expect(page.get_by_role("status").filter(has_text="is counted already")).to_be_visible()
    else:
        expect(page.get_by_text("is counted already")).to_be_visible()
        page.get_by_role("link", name="Back to the comment").click()
        expect(pressed).to_be_visible()
        assert "#comment-" in page.url
        expect(page.get_by_text("This page begins with one comment.")).to_be_visible()
    page.get_by_role("link", name="Most helpful").click()
    expect(page.get_by_role("article", name="Comment by").first).to_contain_text("Rowan")
    assert page.context.cookies() == []
    assert complaints == []


@BOTH
def test_a_reader_reports_a_comment(
    site: str, new_page: NewPage, complaints: Complaints, javascript: bool
) -> None:
    comment = say("Rowan")
    page = new_page(java_script_enabled=javascript, viewport=PHONE)
    page.goto(site + SCRATCH)
    page.get_by_role("link", name="Report what Rowan says").click()
    page.get_by_label("What a moderator should know").fill("It is about a cat.")

    page.get_by_role("button", name="Send report").click()

    summary = page.get_by_role("alert")
    summary.get_by_role("link", name="Choose what is wrong with it.").click()
    expect(page.get_by_label("What a moderator should know")).to_have_value("It is about a cat.")
    page.get_by_label("Something else").check()
    page.get_by_role("button", name="Send report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for telling us")
    report = Report.objects.get()
    assert (report.comment, report.reason, report.detail) == (comment, "other", "It is about a cat.")
    page.get_by_role("link", name="Back to the article").click()
    assert page.url == site + SCRATCH
    assert page.context.cookies() == []
    assert all("422" in complaint for complaint in complaints)


@pytest.mark.slow
def test_axe_finds_nothing_in_a_talk_and_on_the_page_that_reports(site: str, new_page: NewPage) -> None:
    comment = say("Rowan", helpful_count=3, edited_at=timezone.now())
    PhotoFactory(comment=comment, is_blurred=True)
    say("Robin", parent=comment, rating=None, badge=Badge.VET)
    say("Kim", parent=comment, rating=None, badge=Badge.EDITOR)
    gone = say("", text="", html="", rating=None, status=Status.REMOVED)
    say("Ash", parent=gone, rating=None)
    page = new_page(viewport=PHONE)
    found: dict[str, list[str]] = {}

    page.goto(f"{site}/comments/{comment.pk}/")
    found["closed"] = violations_at_both_widths(page)
    page.locator(".photo-cover summary").click()
    page.get_by_role("button", name="(what Rowan says)").click()
    page.get_by_text("Counted.").wait_for()
    found["open"] = violations_at_both_widths(page)
    page.goto(f"{site}/comments/{comment.pk}/report/")
    found["report"] = violations_at_both_widths(page)
    page.get_by_role("button", name="Send report").click()
    page.get_by_role("alert").wait_for()
    found["report with errors"] = violations_at_both_widths(page)
    page.get_by_label("It is unkind or hateful").check()
    page.get_by_role("button", name="Send report").click()
    page.get_by_role("heading", name="Thank you for telling us").wait_for()
    found["reported"] = violations_at_both_widths(page)

    assert {name: problems for name, problems in found.items() if problems} == {}
