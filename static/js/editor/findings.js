// What the checks found: beside the line it is about where there is room, and as a list. A press leads to
// the place. A finding is { blocks, place, line, where, message, words } in the server's own words; place
// "body" is the text, and `words` are those of the line that it speaks of.
// A remark has a `url` too.

import { iconOf } from "./icon.js";
import { lineEnd, offsetOfLine } from "./lines.js";

const GAP = 10;
// More would slow the typing down, and nobody mends so many at once: the next come as these go.
const MOST_SHOWN = 60;

export class Findings {
  #root;
  #textarea;
  #mirror;
  #margin;
  #isWaiting = false;
  #place;
  #said = "";

  constructor({ root, textarea, mirror }) {
    this.#root = root;
    this.#textarea = textarea;
    this.#mirror = mirror;
    this.#margin = root.querySelector("[data-margin]");
    this.#place = textarea.name;
    new ResizeObserver(() => this.#placeSoon()).observe(textarea);
    mirror.element.addEventListener("mirror:drawn", () => this.#placeSoon());
  }

  show(findings) {
    const inText = findings.filter(({ place, line }) => place === this.#place && line).slice(0, MOST_SHOWN);
    // Mostly they are what was found before, and a long list takes long to make.
    const said = JSON.stringify(findings);
    if (said === this.#said) {
      this.#mark(inText);
      return;
    }
    this.#said = said;
    this.#margin.replaceChildren(...inText.map((finding) => this.#note(finding)));
    this.#mark(inText);
    this.#placeSoon();
    // The page may show the list elsewhere than below the text.
    const list = document.querySelector("[data-findings-panel]") ?? this.#root.querySelector("[data-findings]");
    this.#fill(list, findings);
  }

  lead(finding) {
    // The page opens what hides the place.
    const event = new CustomEvent("editor:lead", { bubbles: true, cancelable: true, detail: finding });
    if (!this.#textarea.dispatchEvent(event)) return;
    if (finding.place === this.#place) this.#leadIntoText(finding);
    else leadToField(finding);
  }

  #leadIntoText({ line, words }) {
    const start = offsetOfLine(this.#textarea.value, line || 1);
    const end = lineEnd(this.#textarea.value, start);
    const at = words ? this.#textarea.value.slice(start, end).indexOf(words) : -1;
    if (at < 0) this.#mirror.select(start, line ? end : start);
    else this.#mirror.select(start + at, start + at + words.length);
  }

  #note(finding) {
    const item = this.#button(finding, "margin-note", finding.blocks ? "Mend" : "Look");
    item.dataset.line = finding.line;
    return item;
  }

  #button(finding, className, head) {
    const item = document.createElement("li");
    item.className = `${className} ${finding.blocks ? "is-blocking" : "is-warning"}`;
    const button = document.createElement("button");
    button.type = "button";
    button.append(iconOf(finding.blocks ? "stop" : "look"), span("finding-where", head), span("finding-words", finding.message));
    button.addEventListener("click", () => this.lead(finding));
    item.append(button);
    if (finding.url) item.append(placeOfRemark(finding));
    return item;
  }

  // Reading where lines stand, or whether they are seen, makes the browser lay out the page: that is done
  // once for a frame, when it has to anyway, and not for each key.
  #placeSoon() {
    if (this.#isWaiting || this.#margin.childElementCount === 0) return;
    this.#isWaiting = true;
    requestAnimationFrame(() => {
      this.#isWaiting = false;
      if (this.#margin.offsetParent !== null) this.#placeNotes();
    });
  }

  // At its line, or under the note before where that one is longer.
  #placeNotes() {
    const notes = [...this.#margin.children];
    const tops = notes.map(({ dataset }) => this.#mirror.lineElement(Number(dataset.line)).offsetTop);
    const heights = notes.map((note) => note.offsetHeight);
    let free = 0;
    for (const [at, note] of notes.entries()) {
      const top = Math.max(free, tops[at]);
      note.style.insetBlockStart = `${top}px`;
      free = top + heights[at] + GAP;
    }
  }

  #mark(inText) {
    for (const row of this.#root.querySelectorAll(".has-finding")) row.classList.remove("has-finding", "has-blocking");
    for (const { line, blocks } of inText) {
      const row = this.#mirror.lineElement(line);
      row.classList.add("has-finding");
      if (blocks) row.classList.add("has-blocking");
    }
    // Where browsers have no highlights, the sign before the line is left.
    if (!globalThis.Highlight) return;
    for (const [name, isMend] of [["finding-mend", true], ["finding-look", false]]) {
      const ranges = inText.filter(({ blocks, words }) => blocks === isMend && words).map((finding) => this.#rangeOf(finding));
      CSS.highlights.set(name, new Highlight(...ranges.filter(Boolean)));
    }
  }

  #rangeOf({ line, words }) {
    const start = offsetOfLine(this.#textarea.value, line);
    const at = this.#textarea.value.slice(start, lineEnd(this.#textarea.value, start)).indexOf(words);
    return at < 0 ? null : this.#mirror.rangeOf(start + at, start + at + words.length);
  }

  #fill(list, findings) {
    const groups = [
      ["Mend before publishing", findings.filter(({ blocks }) => blocks)],
      ["Look at these", findings.filter(({ blocks }) => !blocks)],
    ];
    list.replaceChildren(...groups.filter(([, found]) => found.length > 0).flatMap((group) => this.#group(...group)));
    if (findings.length === 0) {
      list.append(span("findings-clear", "Nothing to mend. The checks look again each time you pause."));
    }
  }

  #group(title, found) {
    const heading = document.createElement("h3");
    heading.className = "findings-title";
    heading.append(title, span("count", String(found.length)));
    const list = document.createElement("ul");
    list.className = "findings-list";
    list.append(...found.slice(0, MOST_SHOWN).map((finding) => this.#button(finding, "finding", finding.where)));
    const left = found.length - MOST_SHOWN;
    return left > 0 ? [heading, list, span("findings-rest", `And ${left} more.`)] : [heading, list];
  }
}

// A remark is answered on the page where it was made.
function placeOfRemark({ url, lost }) {
  const link = document.createElement("a");
  link.className = "finding-link";
  link.href = url;
  link.textContent = lost ? "Its words are gone: resolve it, or answer" : "Answer, or resolve once it is mended";
  return link;
}

function leadToField({ place, anchor }) {
  const field = document.querySelector(`[data-place="${CSS.escape(place)}"]`) ?? document.getElementById(anchor);
  field?.closest("details")?.setAttribute("open", "");
  field?.scrollIntoView({ block: "center" });
  // Rows have no field of their own that could take the focus.
  const target = field?.matches("input, select, textarea, button, a") ? field : field?.querySelector("summary, input, button, a");
  target?.focus({ preventScroll: true });
}

function span(className, text) {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  return element;
}
