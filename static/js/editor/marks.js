// What the buttons and keys do to words: bold, italic, links. Each function takes the text and the selection
// and returns an edit for apply(); none touches the page.

import { linesOf } from "./lines.js";

const WORD = /[\p{L}\p{N}’'-]/u;
const LINE_HEAD = /^(\s*(?:[-*+]|\d{1,9}[.)]|>|#{1,6})\s+)(.*)$/;
const ADDRESS = /^(?:https?:\/\/|mailto:|tel:|www\.)\S+$/i;

export const isAddress = (words) => ADDRESS.test(words.trim());

// Bold is "**", italic is "*". Pressed again it takes the mark away; without a selection it takes the word.
export function toggleMark(value, first, last, mark) {
  const [start, end] = chosen(value, first, last);
  const words = value.slice(start, end);
  if (words.includes("\n")) return markLines(value, start, end, mark);
  if (isWrapped(value, start, end, mark)) {
    const [from, to] = [start - mark.length, end + mark.length];
    return { from, to, text: words, select: [from, from + words.length] };
  }
  if (hasMark(words, mark) && words.length > 2 * mark.length) {
    const inner = words.slice(mark.length, -mark.length);
    return { from: start, to: end, text: inner, select: [start, start + inner.length] };
  }
  const at = start + mark.length;
  return { from: start, to: end, text: mark + words + mark, select: [at, at + words.length] };
}

function chosen(value, first, last) {
  const [start, end] = trimmed(value, first, last);
  return start === end ? wordAt(value, start) : [start, end];
}

// A list or several paragraphs: each line gets its own marks, and its bullet stays outside of them.
function markLines(value, start, end, mark) {
  const { from, to, lines } = linesOf(value, start, end);
  const parts = lines.map((line) => line.match(LINE_HEAD)?.slice(1) ?? ["", line]);
  const isOff = parts.every(([, words]) => !words.trim() || hasMark(words.trim(), mark));
  const text = parts.map(([head, words]) => head + (isOff ? without(words, mark) : withMark(words, mark))).join("\n");
  return { from, to, text, select: [from, from + text.length] };
}

const without = (words, mark) => (words.trim() ? words.trim().slice(mark.length, -mark.length) : words);

function withMark(words, mark) {
  const plain = words.trim();
  return plain && !hasMark(plain, mark) ? mark + plain + mark : words;
}

// One star is italic, two are bold, three are both.
const fits = (count, mark) => count === mark.length || count === 3;

function hasMark(words, mark) {
  const before = words.match(/^\**/)[0].length;
  const after = words.match(/\**$/)[0].length;
  return words.length > before && fits(before, mark) && fits(after, mark);
}

function isWrapped(value, start, end, mark) {
  const before = value.slice(Math.max(0, start - 4), start).match(/\**$/)[0].length;
  const after = value.slice(end, end + 4).match(/^\**/)[0].length;
  return fits(before, mark) && fits(after, mark);
}

function trimmed(value, first, last) {
  let [start, end] = [first, last];
  while (start < end && /\s/.test(value[start])) start += 1;
  while (end > start && /\s/.test(value[end - 1])) end -= 1;
  return [start, end];
}

function wordAt(value, at) {
  let [start, end] = [at, at];
  while (start > 0 && WORD.test(value[start - 1])) start -= 1;
  while (end < value.length && WORD.test(value[end])) end += 1;
  return [start, end];
}

// Ctrl+K: words become [words](…), an address becomes […](address); the caret stands where something is missing.
export function link(value, first, last, address = "") {
  const [start, end] = trimmed(value, first, last);
  const words = value.slice(start, end);
  if (isAddress(words)) return { from: start, to: end, text: `[](${words})`, select: [start + 1, start + 1] };
  const text = `[${words}](${address})`;
  const after = start + text.length;
  const at = words ? after - (address ? 0 : 1) : start + 1;
  return { from: start, to: end, text, select: [at, at] };
}
