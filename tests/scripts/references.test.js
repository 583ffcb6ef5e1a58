// The keys and the citations of references, as the server makes and finds them. The same cases are read by
// tests/articles/references/test_scripts_agree.py.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { citationsIn } from "../../static/js/desk/citations.js";
import { keyFor } from "../../static/js/desk/reference-keys.js";

const cases = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));

test("a key is made of author and year", () => {
  for (const { authors, year, taken, key } of cases("keys.json")) {
    assert.equal(keyFor(authors, year, new Set(taken)), key, authors);
  }
});

test("what stands in code is no citation", () => {
  for (const { name, text, keys } of cases("citations.json")) assert.deepEqual(citationsIn(text), keys, name);
});
