// Paragraphs that somebody made headings of, with bold and larger letters instead of a style.

import { PLAIN, runsOf } from "./html-inlines.js";

const SIZE = /(?:^|[;\s])font-size\s*:\s*([\d.]+)(pt|px|r?em|%)/i;
const POINTS = { pt: 1, px: 0.75, em: 12, rem: 12, "%": 0.12 };
// Of <font size=1> to <font size=7>.
const FONT_SIZES = [7.5, 10, 12, 13.5, 18, 24, 36];
const USUAL = 12;
const LARGER = 1.15;
const LONGEST = 120;
const SENTENCE = /[.:;,!…]$/;

// A Map of such elements to the level of their heading.
export function boldHeadings(body, hasHeadings) {
  const usual = usualSize(body);
  const found = new Map();
  for (const element of body.querySelectorAll("p,div")) {
    const size = isCandidate(element) ? smallestSize(element) : null;
    if (size !== null && size >= usual * LARGER && isBold(element)) found.set(element, size);
  }
  const largest = Math.max(...found.values());
  for (const [element, size] of found) found.set(element, hasHeadings || size < largest ? 3 : 2);
  return found;
}

function isCandidate(element) {
  const words = element.textContent.trim();
  return words && words.length <= LONGEST && !SENTENCE.test(words) && !element.querySelector("p,div,br,table,ul,ol") && !element.closest("li,td,th,blockquote");
}

const isBold = (element) =>
  runsOf(element, { site: "", told: {}, style: PLAIN }, PLAIN).every(({ bold, text }) => bold || !text.trim());

function ownSize(element) {
  const match = (element.dataset?.style ?? "").match(SIZE);
  if (match) return Number(match[1]) * POINTS[match[2].toLowerCase()];
  return element.tagName === "FONT" ? (FONT_SIZES[Number(element.getAttribute("size")) - 1] ?? null) : null;
}

function sizeAt(node) {
  for (let each = node.parentElement; each; each = each.parentElement) {
    const size = ownSize(each);
    if (size !== null) return size;
  }
  return USUAL;
}

function* textsIn(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node.data.trim()) yield node;
}

const smallestSize = (element) => Math.min(...[...textsIn(element)].map(sizeAt));

// In which most letters stand.
function usualSize(body) {
  const letters = new Map();
  for (const text of textsIn(body)) {
    const size = sizeAt(text);
    letters.set(size, (letters.get(size) ?? 0) + text.length);
  }
  return [...letters].sort(([, one], [, other]) => other - one)[0]?.[0] ?? USUAL;
}
