"""On paper every page is ink on white, also from a phone that is set to dark colours."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from articles.models import PoisonLine
from tests.browser.conftest import NewPage
from tests.browser.fitting import misfits
from tests.browser.page_types import PAGES, SCRATCH
from tests.browser.test_reader import write_comment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What the margins leave of A4, at 96 dots to the inch.
PAPER: ViewportSize = {"width": 673, "height": 971}

WASTE = r"""() => {
  const found = [];
  const luminance = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    const [r, g, b] = [red, green, blue].map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    // Over white paper
    return alpha * (0.2126 * r + 0.7152 * g + 0.0722 * b) + 1 - alpha;
  };
  const name = (element) => `${element.localName}.${element.className?.baseVal ?? element.className}`;
  for (const element of document.querySelectorAll("html, body, body *:not(svg *)")) {
    // Somebody who sees nothing has no use for paper.
    if (element.closest(".visually-hidden") || !element.checkVisibility()) continue;
    const { width, height } = element.getBoundingClientRect();
    for (const part of [null, "::before", "::after"]) {
      const style = getComputedStyle(element, part);
      if (part && /none|normal/.test(style.content)) continue;
      // A mask leaves of the colour only the lines of an icon.
      const isLarge = !part || (parseFloat(style.width) > 20 && parseFloat(style.height) > 20);
      if (isLarge && style.maskImage === "none" && luminance(style.backgroundColor) < 0.8) {
        found.push(`${name(element)}${part ?? ""} is a field`);
      }
      const isPainted = width * height > 1000 && style.backgroundImage !== "none";
      if (!part && isPainted) found.push(`${name(element)} is painted`);
    }
    const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    if (texts.some((text) => text.data.trim()) && luminance(getComputedStyle(element).color) > 0.2) {
      found.push(`${name(element)} is pale: “${element.textContent.trim().slice(0, 30)}”`);
    }
  }
  const pressed = "nav, form, input, textarea, button:not(.term), .button, .site-header, .site-footer";
  for (const element of document.querySelectorAll(pressed)) {
    if (element.checkVisibility()) found.push(`${name(element)} cannot be pressed on paper`);
  }
  return found;
}"""


def waste(page: Page) -> list[str]:
    """What stands on paper and should not, and what is cut, of an open page; its screen stays as it was."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(media="print", color_scheme=scheme)
        found += [f"{scheme}: {problem}" for problem in page.evaluate(WASTE)]
    found += misfits(page, [(PAPER, "100%")])
    page.emulate_media(media="null", color_scheme="null")
    return found


@pytest.mark.slow
def test_every_page_is_ink_on_white_with_nothing_cut_and_nothing_to_press(
    site: str, new_page: NewPage
) -> None:
    page = new_page(viewport=PAPER)
    found: dict[str, list[str]] = {}

    for name, path in PAGES.items():
        if name == "login":
            continue
        page.goto(site + path)
        found[name] = waste(page)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(site + SCRATCH)
    write_comment(page)
    page.get_by_role("heading", name="Thank you").wait_for()
    found["thanks"] = waste(page)

    assert {name: problems for name, problems in found.items() if problems} == {}


def test_paper_says_whom_to_phone_and_where_the_page_stands(site: str, new_page: NewPage) -> None:
    page = new_page(viewport=PAPER)

    page.goto(site + SCRATCH)
    page.emulate_media(media="print")
    expect(page.get_by_text(f"This page: {site}{SCRATCH}")).to_be_visible()
    expect(page.get_by_text(f"Signs that cannot wait, and poison lines: {site}/emergency/")).to_be_visible()
    for card in page.locator(".care-card").all():
        expect(card.locator(".care-card-level")).to_be_visible()

    page.goto(site + PAGES["danger"])
    # Those of other countries are folded on the screen, and paper cannot be unfolded.
    for line in PoisonLine.objects.all():
        expect(page.get_by_text(line.number).first).to_be_visible()
