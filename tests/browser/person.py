"""Somebody with a mouse and a keyboard, and how much they had to do."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page

COPY = "words => navigator.clipboard.writeText(words)"


@dataclass
class Person:
    """Acts as a person can, on what is visible, and counts what they do.

    `clicks`: presses of the mouse. `keys`: pressed keys that write no letter; Ctrl+V is one.
    `letters`: what was typed apart from these.
    """

    page: Page
    clicks: int = 0
    keys: int = 0
    letters: int = 0

    def click(self, what: Locator) -> None:
        self.clicks += 1
        what.click()

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.keys += 1
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        """Into what has the focus. A line break is the key Enter."""
        for number, line in enumerate(words.split("\n")):
            if number:
                self.press("Enter")
            self.letters += len(line)
            self.page.keyboard.type(line)

    def paste(self, words: str) -> None:
        """What was copied in another window, where it took the same steps for any desk."""
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page.evaluate(COPY, words)
        self.press("ControlOrMeta+v")

    def pick(self, choices: Locator, label: str) -> None:
        """Open a drop-down list, and press the choice in it, which the browser draws outside of the page."""
        self.clicks += 2
        choices.select_option(label=label)

    def choose_file(self, button: Locator, file: Path) -> None:
        """Open the window of the system, and press the file in it."""
        with self.page.expect_file_chooser() as chooser:
            self.click(button)
        self.clicks += 1
        chooser.value.set_files(file)


def steps(*people: Person) -> tuple[int, int]:
    """Clicks and keys of all of them together."""
    return sum(one.clicks for one in people), sum(one.keys for one in people)
