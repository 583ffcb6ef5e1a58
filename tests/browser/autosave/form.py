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


def log_in_by_hand(page: Page, name: str) -> None:
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Log in").click()


def says(page: Page, words: str | re.Pattern[str], when: str | None = None) -> None:
    expect(page.locator("[data-autosave-status]"), when).to_have_text(words, timeout=SOON)


def mentions(page: Page, words: str) -> None:
    expect(page.locator("[data-autosave-status]")).to_contain_text(words, timeout=SOON)


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
