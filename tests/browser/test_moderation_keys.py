"""The moderator at the keyboard; and with a browser that runs no scripts."""

import pytest
from playwright.sync_api import Page, expect

from comments.models import Comment, Decision, Report, Status
from comments.moderation import approve, reject
from tests.browser.barriers import violations_at_both_widths
from tests.browser.conftest import PHONE, Complaints, NewPage
from tests.browser.login import log_in
from tests.factories import HeldCommentFactory, LiveArticleFactory, ModeratorFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUEUE = "/admin/comments/comment/"
LOG = "/admin/comments/decision/"
REPORTS = "/admin/comments/report/"


@pytest.fixture
def held(server: str) -> list[Comment]:
    """From the oldest, which is the first in the list, to the newest."""
    article = LiveArticleFactory()
    return [
        HeldCommentFactory(article=article, name=name, text=f"{name} test comment.")
        for name in ("First", "Second", "Third", "Fourth")
    ]


def open_queue(page: Page, server: str, query: str = "") -> Page:
    log_in(page, ModeratorFactory())
    page.goto(server + QUEUE + query)
    return page


def press(page: Page, *keys: str) -> None:
    """Once the script listens, which it says by showing its switch."""
    expect(page.locator("[data-keys]")).to_be_visible()
    for key in keys:
        page.keyboard.press(key)


def statuses(comments: list[Comment]) -> list[str]:
    found = Comment.objects.in_bulk([comment.pk for comment in comments])
    return [found[comment.pk].status for comment in comments]


def test_the_queue_is_worked_off_by_keyboard_alone(
    held: list[Comment], server: str, new_page: NewPage, complaints: Complaints
) -> None:
    page = open_queue(new_page(), server)
    card = page.locator("[data-held]:focus")

    press(page, "j")
    expect(card).to_contain_text("First")
    press(page, "j", "k")
    expect(card).to_contain_text("First")
    press(page, "a")
    expect(page.get_by_text("First. Approved: readers see it now.").last).to_be_visible()
    # The next one has the focus, as after each decision.
    expect(card).to_contain_text("Second")
    press(page, "e")
    # Typed, not pressed: these letters are keys of the list too.
    page.keyboard.type("as are many")
    page.get_by_role("button", name="Approve and reply", exact=True).press("Enter")
    expect(page.get_by_text("Approved, and your reply stands under it.").last).to_be_visible()
    after_the_reply = statuses(held)
    press(page, "u")
    expect(card).to_contain_text("Second")
    press(page, "r")
    expect(page.get_by_text("Second. Rejected: nobody sees it.").last).to_be_visible()
    # The numbers of the page follow what was decided.
    expect(page.get_by_role("banner").get_by_role("link", name="Comments 2 wait")).to_be_visible()
    expect(page.get_by_text("All that match, on every page (2)")).to_be_visible()
    press(page, "x", "j", "x")
    expect(page.get_by_role("status")).to_have_text("2 ticked")
    press(page, "s")
    expect(page.get_by_text("2 marked as spam.")).to_be_visible()
    assert after_the_reply == ["approved", "approved", "held", "held"]
    assert statuses(held) == ["approved", "rejected", "spam", "spam"]

    press(page, "u")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-held]")).to_have_count(2)
    assert statuses(held) == ["approved", "rejected", "held", "held"]
    assert complaints == []


def test_a_line_says_why_nothing_was_decided_and_a_fault_keeps_the_reply(
    held: list[Comment], server: str, new_page: NewPage
) -> None:
    page = open_queue(new_page(), server)
    reject(held[:1], by=ModeratorFactory())

    page.get_by_role("button", name="Approve: First").click()
    expect(page.locator("[data-done]")).to_contain_text("was already rejected by")
    expect(page.locator("[data-done]").get_by_role("button")).to_have_count(0)
    card = page.locator("[data-held]").first
    card.get_by_text("Approve and reply…").click()
    card.get_by_label("Your reply").fill("x" * 2001)
    card.get_by_role("button", name="Approve and reply", exact=True).click()

    expect(card.get_by_role("alert")).to_contain_text("Write at most 2,000")
    expect(card.get_by_label("Your reply")).to_be_focused()
    expect(card.get_by_label("Your reply")).to_have_value("x" * 2001)
    assert statuses(held) == ["rejected", "held", "held", "held"]


def test_one_comment_is_opened_decided_on_and_undone_by_keyboard(
    held: list[Comment], server: str, new_page: NewPage, complaints: Complaints
) -> None:
    page = open_queue(new_page(), server)

    press(page, "j", "o")
    expect(page.locator("blockquote")).to_contain_text("First test comment.")
    press(page, "s")
    expect(page.get_by_text("marked as spam.")).to_be_visible()
    press(page, "u")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator(".verdict-status")).to_have_text("Held")
    assert statuses(held[:1]) == [Status.HELD]
    assert complaints == []


def test_an_approved_comment_is_held_again_by_keyboard(
    held: list[Comment], server: str, new_page: NewPage, complaints: Complaints
) -> None:
    approve(held, by=ModeratorFactory())
    page = open_queue(new_page(), server, "?status=approved")

    press(page, "j", "h")
    expect(page.get_by_text("Fourth. Held again: readers no longer see it.").last).to_be_visible()
    after_the_key = statuses(held)
    press(page, "u")

    expect(page.locator("[data-held]:focus")).to_contain_text("Fourth")
    assert (after_the_key, statuses(held)) == ([*["approved"] * 3, "held"], ["approved"] * 4)
    assert complaints == []


def test_keys_are_for_typing_in_a_field_and_can_be_turned_off(
    held: list[Comment], server: str, new_page: NewPage
) -> None:
    page = open_queue(new_page(), server)

    press(page, "?")
    expect(page.get_by_text("previous")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#searchbar").focus()
    page.keyboard.type("jar")
    expect(page.locator("#searchbar")).to_have_value("jar")
    page.get_by_role("button", name="Keys", exact=True).click()
    page.get_by_label("Keys are on in this browser").uncheck()
    page.reload()
    press(page, "j", "a")

    expect(page.locator("[data-held]:focus")).to_have_count(0)
    assert statuses(held) == ["held"] * 4


def test_without_scripts_the_buttons_decide_and_undo_all_the_same(
    held: list[Comment], server: str, new_page: NewPage
) -> None:
    page = open_queue(new_page(java_script_enabled=False), server)

    expect(page.get_by_role("button", name="Keys", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Approve: First").click()
    expect(page.get_by_text("1 approved.")).to_be_visible()
    after_the_button = statuses(held)
    page.get_by_role("link", name="Undo").click()
    page.get_by_role("button", name="Undo").click()

    expect(page.locator(".verdict-status")).to_have_text("Held")
    assert (after_the_button, statuses(held)) == (["approved", *["held"] * 3], ["held"] * 4)


def test_without_scripts_all_that_match_are_decided_on_and_undone(
    held: list[Comment], server: str, new_page: NewPage
) -> None:
    page = open_queue(new_page(java_script_enabled=False), server)

    page.get_by_text("All that match").click()
    page.get_by_role("button", name="Mark all as spam…").click()
    page.get_by_role("button", name="Mark 4 comments as spam").click()
    expect(page.get_by_text("4 marked as spam.")).to_be_visible()
    after_the_button = statuses(held)
    page.get_by_role("link", name="Undo").click()
    page.get_by_role("button", name="Undo 4").click()

    expect(page.get_by_text("4 comments are as before.")).to_be_visible()
    assert (after_the_button, statuses(held)) == (["spam"] * 4, ["held"] * 4)


def test_on_a_phone_every_decision_is_within_reach(
    held: list[Comment], server: str, new_page: NewPage
) -> None:
    page = open_queue(new_page(viewport=PHONE), server)

    page.get_by_role("button", name="Reject: First").click()

    expect(page.locator("[data-done]")).to_contain_text("Rejected: nobody sees it.")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_axe_finds_nothing_on_the_moderators_pages(
    held: list[Comment], server: str, new_page: NewPage
) -> None:
    findings = [{"check": "links", "points": 4, "words": "It has 3 links."}]
    Comment.objects.update(findings=findings, score=4, is_urgent=True, dangers=["A danger"], text="x " * 200)
    Report.objects.create(comment=held[0], reason="spam")
    page = open_queue(new_page(viewport=PHONE), server)
    press(page, "?")
    found = {"keys": violations_at_both_widths(page)}
    page.keyboard.press("Escape")
    page.get_by_text("All that match").click()
    found["queue"] = violations_at_both_widths(page)
    page.get_by_role("button", name="Approve all…").click()
    found["asking"] = violations_at_both_widths(page)
    page.get_by_role("button", name="Approve 4 comments").click()
    many = page.get_by_role("link", name="Undo").get_attribute("href")
    page.goto(f"{server}{QUEUE}?status=approved")
    page.get_by_role("button", name="Spam: First").click()
    expect(page.locator("[data-done]")).to_be_visible()
    found["line"] = violations_at_both_widths(page)
    one = f"/admin/comments/decision/undo/?d={Decision.objects.latest('pk').pk}"

    for path in (f"{QUEUE}{held[0].pk}/change/", f"{QUEUE}{held[0].pk}/reply/", one, many, LOG, REPORTS):
        page.goto(f"{server}{path}")
        found[str(path)] = violations_at_both_widths(page)

    assert {name: problems for name, problems in found.items() if problems} == {}
