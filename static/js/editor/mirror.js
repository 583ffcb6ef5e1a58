// A coloured copy of the text, under the <textarea> and letter on letter with it: it shows which words
// are marks, tints the blocks, and knows where a line and the caret stand. Colours and strokes only,
// never another width, so that both break their lines alike. Screen readers and forms see the <textarea>.

import { lineKinds } from "./line-kinds.js";
import { lineNumber, lineStart } from "./lines.js";
import { drawnLine } from "./mirror-line.js";

export class Mirror {
  #textarea;
  #element;
  #lines = [];
  #kinds = [];

  constructor(textarea, element) {
    this.#textarea = textarea;
    this.#element = element;
    textarea.addEventListener("input", () => this.draw());
    // A form that is reset, or filled in by another script, says nothing as it changes.
    textarea.form?.addEventListener("reset", () => setTimeout(() => this.draw()));
    this.draw();
  }

  // Only lines that changed are made anew.
  draw() {
    const lines = this.#textarea.value.split("\n");
    const kinds = lineKinds(lines);
    const [oldLines, oldKinds] = [this.#lines, this.#kinds];
    const most = Math.min(lines.length, oldLines.length);
    const isSame = (a, b) => oldLines[a] === lines[b] && oldKinds[a] === kinds[b];
    let head = 0;
    while (head < most && isSame(head, head)) head += 1;
    let tail = 0;
    while (tail < most - head && isSame(oldLines.length - 1 - tail, lines.length - 1 - tail)) tail += 1;
    this.#replace(head, oldLines.length - tail - head, lines.slice(head, lines.length - tail), kinds);
    this.#lines = lines;
    this.#kinds = kinds;
    // The lines from `from` to before `to` are new; they count from 0 here.
    const detail = { from: head, to: lines.length - tail };
    this.#element.dispatchEvent(new CustomEvent("mirror:drawn", { detail }));
  }

  #replace(head, gone, lines, kinds) {
    const rows = this.#element.children;
    const made = document.createDocumentFragment();
    for (const [at, line] of lines.entries()) made.append(drawnLine(line, kinds[head + at]));
    for (let left = gone; left > 0; left -= 1) rows[head].remove();
    this.#element.insertBefore(made, rows[head] ?? null);
  }

  get element() {
    return this.#element;
  }

  get lines() {
    return this.#lines;
  }

  lineElement(number) {
    return this.#element.children[Math.min(Math.max(number, 1), this.#lines.length) - 1];
  }

  // The words from `from` to `to`, as a range of the copy: for CSS highlights.
  rangeOf(from, to) {
    const range = document.createRange();
    range.setStart(...this.#pointAt(from));
    range.setEnd(...this.#pointAt(to));
    return range;
  }

  #pointAt(at) {
    const { value } = this.#textarea;
    const row = this.lineElement(lineNumber(value, at));
    let left = at - lineStart(value, at);
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
    return [row, 0];
  }

  // Of the letter at `at`, in the window: for menus that open at the caret.
  rectAt(at) {
    const [node, offset] = this.#pointAt(at);
    const range = document.createRange();
    range.setStart(node, offset);
    range.collapse(true);
    const rect = range.getClientRects()[0];
    if (rect) return rect;
    const { left, top, height } = this.lineElement(lineNumber(this.#textarea.value, at)).getBoundingClientRect();
    return new DOMRect(left, top, 0, height);
  }

  // Chooses words of the text and brings them into sight.
  select(from, to) {
    const { value } = this.#textarea;
    this.#textarea.focus({ preventScroll: true });
    this.#textarea.setSelectionRange(from, to);
    this.lineElement(lineNumber(value, from)).scrollIntoView({ block: "center" });
  }
}
