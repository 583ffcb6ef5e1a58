// Blocks between the text and the fields of their forms, and what the lines of a text are.

import assert from "node:assert/strict";
import { test } from "node:test";
import { blockAt, writeBlock } from "../../static/js/editor/block-text.js";
import { lineKinds } from "../../static/js/editor/line-kinds.js";
import { headingsIn } from "../../static/js/editor/outline.js";
import { isTable, readTable, writeTable } from "../../static/js/editor/table-text.js";

const CARE = "::: care now Phone a vet and set off\n- Blue gums\n- Cannot stand\n:::";
const DO_DONT = ":::: do-dont\n::: do Go on if you see\n- A soft face\n:::\n::: dont Stop if you see\n- A stiff tail\n:::\n::::";
const COMPARE = "::: compare Reflex or itch\n| | Reflex | Itch |\n| --- | --- | --- |\n| Starts | By touch | By itself |\n:::";
const TABLE = "| Sign | When |\n| :-- | --: |\n| Itch \\| rub | Now |";

test("each block is read into a form, and comes out of it as it was", () => {
  for (const [kind, block] of [["care", CARE], ["do-dont", DO_DONT], ["comparison", COMPARE], ["table", TABLE]]) {
    const text = `Before.\n\n${block}\n\nAfter.`;
    const found = blockAt(text, text.indexOf(block) + block.length - 6);
    assert.equal(found.kind, kind);
    assert.equal(text.slice(found.from, found.to), block);
    assert.equal(writeBlock(kind, found.fields), block);
  }
});

test("the fields are the words without their marks", () => {
  assert.deepEqual(blockAt(CARE, 40).fields, { level: "now", title: "Phone a vet and set off", items: "Blue gums\nCannot stand" });
  assert.deepEqual(blockAt(TABLE, 3).fields.rows, [["Sign", "When"], ["Itch | rub", "Now"]]);
});

test("what is no plain list stays as it is written", () => {
  const card = "::: care at-home Watch it\nWords first.\n\n- One\n  - deep\n:::";
  assert.equal(writeBlock("care", blockAt(card, 30).fields), card);
});

test("outside of a block there is none", () => {
  assert.equal(blockAt(`Before.\n\n${CARE}\n\nAfter.`, 3), null);
  assert.equal(blockAt("::: note Why\nWords.\n:::", 15), null);
  assert.equal(blockAt("| no table", 3), null);
});

test("a table has as many cells in each row as in its head", () => {
  const { rows } = readTable(["| a | b |", "|---|---|", "| 1 |", "| 1 | 2 | 3 |"]);
  assert.deepEqual(rows, [["a", "b"], ["1", ""], ["1", "2"]]);
  assert.equal(writeTable([["a|b", "c"]]), "| a\\|b | c |\n| --- | --- |");
  assert.ok(!isTable(["| a | b |", "words"]));
});

test("lines know the block they are in", () => {
  assert.deepEqual(lineKinds(["## A", ...CARE.split("\n"), "b", "```", "::: x", "```"]), [
    "is-heading-2",
    "is-fence is-first in-block in-care in-care-now",
    "in-block in-care in-care-now",
    "in-block in-care in-care-now",
    "is-fence is-last in-block in-care in-care-now",
    "",
    "is-code",
    "is-code",
    "is-code",
  ]);
});

test("the outline has the sections with their lengths, and nothing from code", () => {
  const found = headingsIn("## One\ntwo words\n### **Deep**\nx\n```\n## no\n```");
  assert.deepEqual(found.map(({ level, title, line, words }) => [level, title, line, words]), [
    [2, "One", 1, 2],
    [3, "Deep", 3, 2],
  ]);
});
