"""What axe-core finds that keeps people out of a page: in light and dark colours, at both widths."""

from collections.abc import Sequence
from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE

WIDTHS = {"phone": PHONE, "desktop": DESKTOP}

# All other rules find the same whatever the colours are.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
RUN = """async ([part, rules]) => {
  // The admin's links fade from one colour to the next. Whoever waits for that may wait for ever:
  // in a page that shows no frames no fade goes on.
  const fades = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
  for (const fade of fades) fade.finish();
  const options = { resultTypes: ["violations"], ...(rules && { runOnly: rules }) };
  const { violations } = await axe.run(part ?? document, options);
  return violations.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes.map((node) => node.target))}`);
}"""


def violations_at_both_widths(page: Page, part: str | None = None) -> list[str]:
    """Of a page that was opened at the width of a phone, and is left at it."""
    found = []
    for name, size in WIDTHS.items():
        page.set_viewport_size(size)
        found += [f"{name}: {violation}" for violation in violations(page, part)]
    page.set_viewport_size(PHONE)
    return found


def violations(page: Page, part: str | None = None) -> list[str]:
    """Of the whole page, or of the part of it that a selector names; its colours stay as they were."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    now, other = _schemes(is_dark=is_dark)
    found = _run(page, part)
    page.emulate_media(color_scheme=other)
    found += [f"{other}: {violation}" for violation in _run(page, part, OF_COLOURS)]
    page.emulate_media(color_scheme=now)
    return found


def _schemes(*, is_dark: bool) -> tuple[Literal["light", "dark"], Literal["light", "dark"]]:
    return ("dark", "light") if is_dark else ("light", "dark")


def _run(page: Page, part: str | None, rules: Sequence[str] | None = None) -> list[str]:
    found: list[str] = page.evaluate(RUN, [part, rules])
    return found
