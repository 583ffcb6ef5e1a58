// Writes into a <textarea> as if it were typed, so that Ctrl+Z takes it back in one step.

import { placeOfCitation, placeOfPicture } from "./standing.js";

// `edit`: { from, to, text, select: [start, end] }. Only what differs is written.
export function apply(textarea, { from, to, text, select }) {
  const old = textarea.value.slice(from, to);
  const most = Math.min(old.length, text.length);
  let head = 0;
  while (head < most && old[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
  write(textarea, from + head, to - tail, text.slice(head, text.length - tail));
  textarea.setSelectionRange(...(select ?? [from + text.length, from + text.length]));
}

function write(textarea, from, to, text) {
  textarea.focus({ preventScroll: true });
  textarea.setSelectionRange(from, to);
  if (from === to && text === "") return;
  // setRangeText would empty the undo history; execCommand keeps it in browsers that have it.
  const isDone = text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text);
  if (!isDone) {
    textarea.setRangeText(text, from, to, "end");
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

export function insertText(textarea, text) {
  apply(textarea, { from: textarea.selectionStart, to: textarea.selectionEnd, text });
}

// A block stands between empty lines. `select` counts within `text`; without it, what is typed next stands
// behind the block, and not in its last line.
export function insertBlock(textarea, { text, select }) {
  const { value, selectionStart: from, selectionEnd: to } = textarea;
  const linesBefore = value.slice(0, from).match(/\n*$/)[0].length;
  const linesAfter = value.slice(to).match(/^\n*/)[0].length;
  const gapBefore = "\n".repeat(from === 0 ? 0 : Math.max(0, 2 - linesBefore));
  const gapAfter = "\n".repeat(Math.max(0, 2 - linesAfter));
  const start = from + gapBefore.length;
  const behind = text.length + gapAfter.length + linesAfter;
  const [first, last] = select ?? [behind, behind];
  apply(textarea, { from, to, text: gapBefore + text + gapAfter, select: [start + first, start + last] });
}

// Pictures stand in paragraphs of their own; all of them are one step to undo.
export function insertPictures(textarea, codes) {
  const at = placeOfPicture(textarea.value, textarea.selectionEnd);
  textarea.setSelectionRange(at, at);
  insertBlock(textarea, { text: codes.join("\n\n") });
}

// What is cited is what stands before it, so the chosen words stay.
export function insertCitation(textarea, key) {
  const at = placeOfCitation(textarea.value, textarea.selectionEnd);
  apply(textarea, { from: at, to: at, text: `[^${key}]` });
}

// Back from a dialog to the text. Chromium gives the field its focus again and says for a moment that the
// caret stands at its beginning.
export function closeOver(textarea, dialog) {
  const { selectionStart: from, selectionEnd: to } = textarea;
  dialog.close();
  backTo(textarea, from, to);
}

export function backTo(textarea, from, to) {
  textarea.focus({ preventScroll: true });
  textarea.setSelectionRange(from, to);
}

export const undo = (textarea) => command(textarea, "undo");
export const redo = (textarea) => command(textarea, "redo");

function command(textarea, name) {
  textarea.focus({ preventScroll: true });
  document.execCommand(name);
}
