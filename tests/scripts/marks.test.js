// Bold, italics, links, headings and lists: what a button or a key makes of a text and its selection.

import assert from "node:assert/strict";
import { test } from "node:test";
import { toggleHeading, toggleList } from "../../static/js/editor/line-marks.js";
import { indent, onEnter } from "../../static/js/editor/lists.js";
import { link, toggleMark } from "../../static/js/editor/marks.js";
import { edited, read } from "./field.js";

const made = (act, shown, ...more) => {
  const [value, start, end] = read(shown);
  const change = act(value, start, end, ...more);
  return change && edited(value, change);
};
const each = (name, act, cases) =>
  test(name, () => {
    for (const [before, after, ...more] of cases) assert.equal(made(act, before, ...more), after, before);
  });

each("a mark is put round words, and taken away again", toggleMark, [
  ["one tw|o three", "one **[[two]]** three", "**"],
  ["one **[[two]]** three", "one [[two]] three", "**"],
  ["one [[two ]]three", "one **[[two]]** three", "**"],
  ["**[[two]]**", "***[[two]]***", "*"],
  ["***[[two]]***", "**[[two]]**", "*"],
  ["***[[two]]***", "*[[two]]*", "**"],
  ["[[**two**]]", "[[two]]", "**"],
  ["a |", "a **|**", "**"],
]);
each("each line of a list gets its own marks, beside its bullet", toggleMark, [
  ["[[- one\n- two]]", "[[- **one**\n- **two**]]", "**"],
  ["[[- **one**\n- **two**]]", "[[- one\n- two]]", "**"],
  ["[[one\n\n**two**]]", "[[**one**\n\n**two**]]", "**"],
]);
each("a heading goes round", toggleHeading, [
  ["Why?|", "## Why?|"],
  ["## Why?|", "### Why?|"],
  ["### Why?|", "Why?|"],
  ["Why?|", "### Why?|", 3],
  ["### Why?|", "Why?|", 3],
]);
each("lines become a list and back", toggleList, [
  ["[[one\ntwo]]", "[[- one\n- two]]", false],
  ["[[- one\n- two]]", "[[1. one\n2. two]]", true],
  ["[[1. one\n2. two]]", "[[one\ntwo]]", true],
  ["Words.\n[[one]]", "Words.\n\n- one|", false],
  ["- a\n[[one]]", "- a\n- one|", false],
]);
each("Enter goes on with a list or a quotation, and ends it on an empty item", onEnter, [
  ["- one|", "- one\n- |"],
  ["9. nine|", "9. nine\n10. |"],
  ["- one| two", "- one\n- |two"],
  ["- one\n  - two|", "- one\n  - two\n  - |"],
  ["> one|", "> one\n> |"],
  ["- one\n- |", "- one\n|"],
  ["|- one", null],
  ["one|", null],
  ["- [[one]]", null],
]);
test("an item moves in and out", () => {
  assert.equal(made(indent, "- one\n- two|", 1), "- one\n  - two|");
  assert.equal(made(indent, "- one\n  - two|", -1), "- one\n- two|");
  assert.equal(made(indent, "words|", 1), null);
});
each("a link goes round words or an address", link, [
  ["see [[purring]] now", "see [purring](|) now"],
  ["[[https://example.org/]]", "[|](https://example.org/)"],
  ["see |", "see [|]()"],
  ["see [[this page]] now", "see [this page](https://example.org/)| now", "https://example.org/"],
]);
