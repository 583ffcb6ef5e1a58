"""Writing a comment: on a bad line, in several goes, with a photo; and all of it without scripts."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.signals import request_started
from playwright.sync_api import Page, Route, expect

from articles.models import Article
from comments.models import Comment
from tests.browser.conftest import PHONE, TIMEOUT_MS, Complaints, NewPage
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


def fill(page: Page) -> None:
    page.get_by_role("textbox", name="Your comment").fill(WORDS)
    page.get_by_label("Name to show").fill("Rowan")


def send(page: Page) -> None:
    page.get_by_role("button", name="Send comment").click()


def let_time_pass(page: Page, until: Callable[[], bool]) -> None:
    """On the page's own clock, as often as the page waits to try again; its network needs time of ours."""
    waiting = page.get_by_text("We try again in a moment")
    deadline = time.monotonic() + TIMEOUT_MS / 1000
    while not until():
        assert time.monotonic() < deadline, "It never happened."
        if waiting.is_visible():
            page.clock.run_for(1_000)
        page.wait_for_timeout(50)


def test_what_was_begun_is_there_again_and_goes_when_it_was_sent(address: str, new_page: NewPage) -> None:
    page = new_page(viewport=PHONE)
    page.goto(address)
    fill(page)
    page.get_by_label("Email").fill("rowan@private.example")
    page.get_by_label("4 stars", exact=False).check()

    page.reload()

    expect(page.get_by_text("We kept what you had begun to write")).to_be_visible()
    expect(page.get_by_role("textbox", name="Your comment")).to_have_value(WORDS)
    expect(page.get_by_label("4 stars", exact=False)).to_be_checked()
    expect(page.get_by_label("Email")).to_have_value("")
    assert "private" not in page.evaluate("JSON.stringify(localStorage)")
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    page.goto(address)
    expect(page.get_by_role("textbox", name="Your comment")).to_have_value("")
    assert page.evaluate("localStorage.length") == 0


def test_a_draft_is_cleared_with_one_button(address: str, new_page: NewPage, photo: Path) -> None:
    page = new_page()
    page.goto(address)
    fill(page)
    page.reload()
    page.get_by_label("Add a photo").set_input_files(photo)
    expect(page.get_by_role("img", name="The photo you chose")).to_be_visible()

    page.get_by_role("button", name="Clear it").click()

    expect(page.get_by_role("textbox", name="Your comment")).to_have_value("")
    expect(page.get_by_role("img", name="The photo you chose")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("We kept what you had begun")).to_have_count(0)


def test_a_browser_that_keeps_nothing_sends_all_the_same(
    address: str, new_page: NewPage, complaints: Complaints
) -> None:
    page = new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('closed') }})"
    )
    page.goto(address)
    fill(page)

    send(page)

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert complaints == []


def test_the_photo_is_seen_before_it_is_sent_and_can_be_taken_away(
    address: str, new_page: NewPage, photo: Path, complaints: Complaints
) -> None:
    page = new_page(viewport=PHONE)
    page.goto(address)
    fill(page)
    page.get_by_label("Add a photo").set_input_files(photo)

    expect(page.get_by_role("img", name="The photo you chose")).to_be_visible()
    expect(page.get_by_text("dog.jpg")).to_be_visible()
    page.get_by_role("button", name="Remove the photo").click()
    expect(page.get_by_role("img", name="The photo you chose")).to_have_count(0)
    send(page)

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert not hasattr(Comment.objects.get(), "photo")
    assert complaints == []


def test_a_photo_that_the_browser_cannot_show_is_sent_all_the_same(address: str, new_page: NewPage) -> None:
    heic = Path(__file__).parent.parent / "articles" / "data" / "phone.heic"
    page = new_page()
    page.goto(address)
    fill(page)
    page.get_by_label("Add a photo").set_input_files(heic)

    expect(page.get_by_text("Your browser cannot show it here")).to_be_visible()
    send(page)

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert Comment.objects.get().photo


def test_after_a_mistake_words_and_photo_are_still_there(
    address: str, new_page: NewPage, photo: Path
) -> None:
    page = new_page()
    page.goto(address)
    page.get_by_role("textbox", name="Your comment").fill(WORDS)
    page.get_by_label("Add a photo").set_input_files(photo)
    send(page)

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Tell readers what to call you")
    expect(page.get_by_text("choose it again")).to_have_count(0)
    expect(page.get_by_role("img", name="The photo you chose")).to_be_visible()
    page.get_by_label("Name to show").fill("Rowan")
    send(page)

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert Comment.objects.get().photo


def test_without_scripts_a_mistake_keeps_the_words_and_asks_for_the_photo_again(
    address: str, new_page: NewPage, photo: Path
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(address)
    page.get_by_role("textbox", name="Your comment").fill(WORDS)
    page.get_by_label("What does the photo show?").fill("A brown dog")
    page.get_by_label("Add a photo").set_input_files(photo)
    send(page)

    expect(page.get_by_role("alert")).to_contain_text("Tell readers what to call you")
    expect(page.get_by_text("choose it again")).to_be_visible()
    expect(page.get_by_role("textbox", name="Your comment")).to_have_value(WORDS)
    expect(page.get_by_label("What does the photo show?")).to_have_value("A brown dog")
    page.get_by_label("Name to show").fill("Rowan")
    page.get_by_label("Add a photo").set_input_files(photo)
    send(page)

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert Comment.objects.get().photo.alt_text == "A brown dog"


def test_a_photo_that_is_too_large_is_told_of_before_it_is_sent(
    address: str, new_page: NewPage, tmp_path: Path
) -> None:
    large = tmp_path / "large.jpg"
    large.write_bytes(b"\0" * (11 * 1024 * 1024))
    page = new_page()
    page.goto(address)

    page.get_by_label("Add a photo").set_input_files(large)

    expect(page.get_by_text("This photo has 11.0 MB, more than we accept.")).to_be_visible()


def test_a_lost_line_is_tried_again_and_makes_one_comment(
    address: str, new_page: NewPage, photo: Path
) -> None:
    """The first answer is lost after the server took the comment; the second line breaks at once."""
    page = new_page()
    page.clock.install()
    page.goto(address)
    fill(page)
    page.get_by_label("Add a photo").set_input_files(photo)
    tries: list[str] = []

    def unreliable(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        tries.append(route.request.url)
        if len(tries) == 1:
            route.fetch(max_redirects=0)
            return route.abort()
        return route.abort() if len(tries) == 2 else route.continue_()

    page.route("**/comments/", unreliable)
    send(page)
    expect(page.get_by_text("The connection was lost. We try again in a moment.")).to_be_visible()
    let_time_pass(page, lambda: len(tries) == 3)

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert len(tries) == 3
    assert Comment.objects.count() == 1


def test_when_the_site_cannot_be_reached_the_words_stay_and_can_be_sent_later(
    address: str, new_page: NewPage
) -> None:
    page = new_page()
    page.clock.install()
    page.goto(address)
    fill(page)
    page.context.set_offline(True)
    send(page)
    expect(page.get_by_text("We try again in a moment")).to_be_visible()
    given_up = page.get_by_text("We cannot reach the site. What you wrote is still here.")
    let_time_pass(page, given_up.is_visible)

    expect(page.get_by_role("textbox", name="Your comment")).to_have_value(WORDS)
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)


@contextmanager
def posts_held() -> Iterator[None]:
    """No form is answered meanwhile, as on a slow line."""
    done = threading.Event()

    def hold(environ: dict[str, str], **_: object) -> None:
        if environ["REQUEST_METHOD"] == "POST":
            done.wait(TIMEOUT_MS / 1000)

    request_started.connect(hold)
    try:
        yield
    finally:
        done.set()
        request_started.disconnect(hold)


def test_on_a_slow_line_the_progress_is_told(address: str, new_page: NewPage, photo: Path) -> None:
    page = new_page()
    page.goto(address)
    fill(page)
    page.get_by_label("Add a photo").set_input_files(photo)

    with posts_held():
        send(page)
        expect(page.get_by_role("progressbar", name="Sending")).to_be_visible()
        expect(page.get_by_text(re.compile(r"Sending: \d+ %|Sent. Waiting"))).to_be_visible()

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)


def test_why_few_stars_were_given_is_asked_of_those_alone_and_by_keyboard(
    address: str, new_page: NewPage
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(address)
    question = page.get_by_role("group", name="Was this what you needed?")
    expect(question).to_be_hidden()
    page.get_by_label("5 stars", exact=False).focus()
    page.keyboard.press("Space")
    expect(question).to_be_hidden()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(question).to_be_visible()

    page.get_by_label("It was hard to understand").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Send comment").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    comment = Comment.objects.get()
    assert (comment.rating, comment.shortfall) == (2, "unclear")
