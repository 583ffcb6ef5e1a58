"""What axe-core finds that keeps people out of a page: at both widths, and in light and dark colours."""

from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE

WIDTHS = {"phone": PHONE, "desktop": DESKTOP}

# All other rules find the same whatever the colours are. To look at colours takes longer than all else.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
EVERYTHING: dict[str, object] = {}
COLOURS: dict[str, object] = {"runOnly": OF_COLOURS}
ALL_BUT_COLOURS: dict[str, object] = {"rules": {rule: {"enabled": False} for rule in OF_COLOURS}}
RUN = """async ([part, rules]) => {
  // The admin's links fade from one colour to the next. Whoever waits for that may wait for ever:
  // in a page that shows no frames no fade goes on.
  const fades = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
  for (const fade of fades) fade.finish();
  // It would load and parse all stylesheets again, for a rule that is switched off.
  const preload = { assets: ["media"] };
  const options = { resultTypes: ["violations"], preload, ...rules };
  const { violations } = await axe.run(part ?? document, options);
  return violations.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes.map((node) => node.target))}`);
}"""


def violations_at_both_widths(page: Page, part: str | None = None) -> list[str]:
    """Of a page that was opened at the width of a phone, and is left at it.

    Its own colours are looked at on the phone and the other ones on the desktop, for no colour depends
    on the width. The header is another one at each of them, and has both colours in test_header.py.
    """
    _let_axe_in(page)
    page.set_viewport_size(PHONE)
    found = [f"phone: {violation}" for violation in _run(page, part)]
    page.set_viewport_size(DESKTOP)
    found += [f"desktop: {violation}" for violation in _run(page, part, ALL_BUT_COLOURS)]
    found += [f"desktop, {violation}" for violation in _in_other_colours(page, part)]
    page.set_viewport_size(PHONE)
    return found


def violations(page: Page, part: str | None = None) -> list[str]:
    """Of the whole page, or of the part of it that a selector names; its colours stay as they were."""
    _let_axe_in(page)
    return _run(page, part) + _in_other_colours(page, part)


def _let_axe_in(page: Page) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)


def _in_other_colours(page: Page, part: str | None) -> list[str]:
    is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    now, other = _schemes(is_dark=is_dark)
    page.emulate_media(color_scheme=other)
    found = [f"{other}: {violation}" for violation in _run(page, part, COLOURS)]
    page.emulate_media(color_scheme=now)
    return found


def _schemes(*, is_dark: bool) -> tuple[Literal["light", "dark"], Literal["light", "dark"]]:
    return ("dark", "light") if is_dark else ("light", "dark")


def _run(page: Page, part: str | None, rules: dict[str, object] = EVERYTHING) -> list[str]:
    found: list[str] = page.evaluate(RUN, [part, rules])
    return found
