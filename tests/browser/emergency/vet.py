"""Typing a vet's number on the emergency page, and looking for it."""

from collections.abc import Callable

from playwright.sync_api import Page

# Numbers that are kept free for stories.
VET, NIGHT = "01632 960123", "01632 960456"
OpenPage = Callable[..., Page]


def type_vet(page: Page, day: str, night: str = "") -> None:
    page.get_by_role("link", name="Keep my vet’s number here").click()
    page.get_by_label("Name of the practice").fill("Example practice")
    page.get_by_label("Phone number").fill(day)
    page.get_by_label("Number at night").fill(night)
    page.get_by_role("button", name="Keep on this device").click()


def call(page: Page, name: str) -> str | None:
    return page.get_by_role("link", name=name).first.get_attribute("href")
