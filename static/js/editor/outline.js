// The sections of the text, with how long each is; a press leads there.

import { lineEnd, offsetOfLine } from "./lines.js";

export function headingsIn(value) {
  const headings = [];
  let isCode = false;
  for (const [at, line] of value.split("\n").entries()) {
    if (line.startsWith("```")) isCode = !isCode;
    const match = !isCode && line.match(/^(#{2,3})\s+(.+)/);
    if (match) headings.push({ level: match[1].length, title: match[2].replace(/[*`]/g, ""), line: at + 1, words: 0 });
    else if (headings.length > 0) headings.at(-1).words += (line.match(/[\p{L}\p{N}]+/gu) ?? []).length;
  }
  return headings;
}

// `list` lies in a popover, and is filled each time that one opens.
export function bindOutline(list, { textarea, mirror }) {
  const menu = list.closest("[popover]");
  const go = ({ line }) => {
    menu.hidePopover();
    const end = lineEnd(textarea.value, offsetOfLine(textarea.value, line));
    textarea.focus({ preventScroll: true });
    textarea.setSelectionRange(end, end);
    mirror.lineElement(line).scrollIntoView({ block: "start" });
  };
  menu.addEventListener("beforetoggle", ({ newState }) => {
    if (newState === "open") fill(list, textarea, go);
  });
}

function fill(list, textarea, go) {
  const headings = headingsIn(textarea.value);
  const current = headings.findLast(({ line }) => offsetOfLine(textarea.value, line) <= textarea.selectionStart);
  list.replaceChildren(...headings.map((heading) => row(heading, heading === current, go)));
  if (headings.length > 0) return;
  const none = document.createElement("li");
  none.className = "outline-none";
  none.textContent = "No sections yet. Begin each with a heading.";
  list.append(none);
}

function row(heading, isCurrent, go) {
  const item = document.createElement("li");
  item.className = `outline-level-${heading.level}`;
  const button = document.createElement("button");
  button.type = "button";
  const count = document.createElement("span");
  count.className = "outline-words";
  count.textContent = heading.words === 1 ? "1 word" : `${heading.words} words`;
  button.append(heading.title, count);
  if (isCurrent) button.setAttribute("aria-current", "true");
  button.addEventListener("click", () => go(heading));
  item.append(button);
  return item;
}
