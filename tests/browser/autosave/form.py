"""What tests of the autosave do with an article's form."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from playwright.sync_api import Page, expect

from articles.models import Article

AUTOSAVE = "**/autosave/"
SAVED = re.compile(r"^Saved at \d\d:\d\d:\d\d\.")
# A pause in the typing, the patience with a server that hangs, and a machine with other work.
SOON = 30_000
OpenDesk = Callable[..., Page]

# The page waits for seconds: for a pause in the typing, before it asks again, for other windows. All that
# goes ten times as fast here. Its patience with a server is left as it is, for a busy machine needs it,
# but for a test that waits for its end.
HURRY = """
(() => {
  const PATIENCE_MS = 15_000;
  const isHurried = (after) =>
    after >= 1_000 && !window.isUnhurried && (after !== PATIENCE_MS || window.isImpatient);
  for (const name of ["setTimeout", "setInterval"]) {
    const real = window[name];
    window[name] = (does, after, ...rest) => real(does, isHurried(after) ? after / 10 : after, ...rest);
  }
})();
"""


def log_in_by_hand(page: Page, name: str) -> None:
    page.get_by_label("Login name").fill(name)
    page.get_by_label("Password", exact=True).fill("correct horse")
    page.get_by_role("button", name="Log in", exact=True).click()


def says(page: Page, words: str | re.Pattern[str], when: str | None = None) -> None:
    expect(page.locator("[data-autosave-status]"), when).to_have_text(words, timeout=SOON)


def mentions(page: Page, words: str) -> None:
    expect(page.locator("[data-autosave-status]")).to_contain_text(words, timeout=SOON)


@contextmanager
def without_a_pause(page: Page) -> Iterator[None]:
    """What is typed meanwhile is typed faster than any pause ends."""
    page.evaluate("window.isUnhurried = true")
    yield
    page.evaluate("window.isUnhurried = false")


def save_whole(page: Page, button: str = "_continue") -> None:
    """Send the form as a browser without the script does, or Enter in a field of one line."""
    with page.expect_navigation():
        page.locator("#article_form").evaluate(
            "(form, name) => form.requestSubmit(form.querySelector(`.write-end [name=${name}]`))", button
        )


def reload(page: Page) -> None:
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()


@contextmanager
def stopped(article: Article) -> Iterator[None]:
    """Every request that would change the article hangs, as on a database that is stuck."""
    locked, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Article.objects.select_for_update().get(pk=article.pk)
            locked.set()
            done.wait()
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert locked.wait(SOON / 1000)
    try:
        yield
    finally:
        done.set()
        thread.join()
