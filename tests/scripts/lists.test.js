// Lists that somebody typed line by line: static/js/editor/typed-lists.js.

import assert from "node:assert/strict";
import test from "node:test";

import { partedLists } from "../../static/js/editor/typed-lists.js";

const lists = (words) => partedLists(words).filter(({ isList }) => isList).map(({ lines }) => lines);

test("two lines with a dash or a number are a list, and one is a sentence", () => {
  assert.deepEqual(lists("He said:\n- one\n– two"), [["- one", "- two"]]);
  assert.deepEqual(lists("1) one\n2. two"), [["1. one", "2. two"]]);
  assert.deepEqual(lists("- one\nand so on"), []);
  assert.deepEqual(lists("2019. A year\nof cats"), []);
});

test("words before, between and behind lists keep their order", () => {
  const parts = partedLists("a\n• b\n• c\n- d alone?\ne");
  assert.deepEqual(parts.map(({ isList, lines }) => [isList, lines.length]), [[false, 1], [true, 3], [false, 1]]);
});
