"""Whether a page fits its window: nothing runs off its side, is cut or lies over the header's other parts."""

from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import DESKTOP, PHONE

# Also what a desktop's window has left at 400 % zoom.
SMALLEST: ViewportSize = {"width": 320, "height": 568}
TABLET: ViewportSize = {"width": 768, "height": 1024}

TWICE = "200%"
SIZES: list[tuple[ViewportSize, str]] = [
    (SMALLEST, "100%"),
    (SMALLEST, TWICE),
    (PHONE, TWICE),
    (TABLET, "100%"),
    (TABLET, TWICE),
    (DESKTOP, TWICE),
]

MISFITS = r"""([size]) => {
  document.documentElement.style.fontSize = size;
  const found = [];
  const width = document.scrollingElement.scrollWidth;
  if (width > innerWidth) found.push(`runs off the side: it is ${width} pixels wide`);

  // What only screen readers get, and strips that are meant to be moved sideways.
  const apart = ".visually-hidden, .skip-link, .field-trap, .site-tool-name, .search-button-text, thead, " +
    ".gallery-slides, .search-filters .chips, nav.chips, .desk-nav, .tabs, .toolbar";
  const clips = (style) => [style.overflowX, style.overflowY].some((value) => /hidden|clip/.test(value)) &&
    style.webkitLineClamp === "none";
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { currentNode: text, currentNode: { parentElement: parent } } = texts;
    if (!text.data.trim() || parent.closest(apart) || !parent.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const clipping = [];
    for (let box = parent; box !== document.body; box = box.parentElement) {
      if (clips(getComputedStyle(box))) clipping.push(box.getBoundingClientRect());
    }
    const windows = [{ left: 0, right: innerWidth, top: -Infinity, bottom: Infinity }, ...clipping];
    // Letters are lower than their line, so a line may stand out by a little.
    const cut = (line) => windows.some(({ left, right, top, bottom }) => line.left < left - 1 ||
      line.right > right + 1 || line.top < top - line.height / 4 || line.bottom > bottom + line.height / 4);
    if ([...range.getClientRects()].some((line) => line.width && cut(line))) {
      found.push(`cuts “${text.data.trim().slice(0, 30)}”`);
    }
  }

  const items = [...document.querySelectorAll("header.site-header :is(a, summary, input, button)")]
    .filter((item) => item.checkVisibility())
    .map((item) => [item.textContent.trim() || item.name, item.getBoundingClientRect()]);
  for (const [at, [name, one]] of items.entries()) {
    for (const [other, two] of items.slice(at + 1)) {
      const across = Math.min(one.right, two.right) - Math.max(one.left, two.left);
      const down = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
      if (across > 0.5 && down > 0.5) found.push(`lays “${name}” over “${other}” in the header`);
    }
  }
  return found;
}"""


def misfits(page: Page, sizes: list[tuple[ViewportSize, str]] = SIZES) -> list[str]:
    """In windows of several widths, with letters as they are and twice as large; the last size stays."""
    found = []
    for window, letters in sizes:
        page.set_viewport_size(window)
        problems = page.evaluate(MISFITS, [letters])
        found += [f"{window['width']} pixels, letters {letters}: {problem}" for problem in problems]
    page.evaluate("document.documentElement.style.removeProperty('font-size')")
    return found
