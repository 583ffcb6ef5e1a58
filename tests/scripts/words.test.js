// What is offered while typing, found, escaped and said.

import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanAddress } from "../../static/js/editor/addresses.js";
import { mended } from "../../static/js/editor/blanks.js";
import { escapeLine, escapeWords } from "../../static/js/editor/escape.js";
import { allReplaced, placesOf } from "../../static/js/editor/found.js";
import { matching } from "../../static/js/editor/matching.js";
import { sentence } from "../../static/js/editor/pasted-words.js";
import { triggerAt } from "../../static/js/editor/triggers.js";

const asked = (shown) => {
  const found = triggerAt(shown.replace("|", ""), shown.indexOf("|"));
  return found && [found.name, found.typed];
};

test("lists open where they are meant, and not within words", () => {
  const cases = {
    "/|": ["menu", ""],
    "/care now|": ["menu", "care now"],
    "and/or|": null,
    "/care| words": null,
    "A claim.[^kuh|": ["reference", "kuh"],
    "article:grass|": ["article", "grass"],
    "my particle:x|": null,
    "term:rem|": ["term", "rem"],
    "[this](term:rem|": ["termInLink", "rem"],
    "[this](gra|": ["articleInLink", "gra"],
    "[this](article:gra|": ["articleInLink", "gra"],
    "[this](https://exa|": null,
    "[this](#when|": null,
    "![](pic|": null,
  };
  for (const [shown, wanted] of Object.entries(cases)) assert.deepEqual(asked(shown), wanted, shown);
});

test("every typed word begins a word of the choice, whatever its accents", () => {
  const options = [{ name: "Why do dogs eat grass?" }, { name: "Café cats", keywords: "coffee" }, { name: "Add…", isLast: true }];
  const names = (typed) => matching(options, typed).map(({ name }) => name);
  assert.deepEqual(names("gra do"), ["Why do dogs eat grass?", "Add…"]);
  assert.deepEqual(names("cafe"), ["Café cats", "Add…"]);
  assert.deepEqual(names("coff"), ["Café cats", "Add…"]);
  assert.deepEqual(names("zebra"), ["Add…"]);
});

test("words are found with or without their capitals, and replaced in one edit", () => {
  const value = "Cat, cat and (cat).";
  assert.equal(placesOf(value, "cat").length, 3);
  assert.equal(placesOf(value, "cat", { isCaseExact: true }).length, 2);
  assert.equal(placesOf(value, "(cat)").length, 1);
  const { from, to, text } = allReplaced(value, placesOf(value, "cat"), "dog");
  assert.equal(value.slice(0, from) + text + value.slice(to), "dog, dog and (dog).");
});

test("a no-break space behind a mark is mended, and no other", () => {
  assert.equal(mended("##\u00a0A\n-\u00a0one\n1.\u00a0\u00a0two\n>\u00a0-\u00a0x\n10\u00a0kg\n:::\u00a0note A"), "## A\n- one\n1. two\n>\u00a0-\u00a0x\n10\u00a0kg\n::: note A");
});

test("addresses lose what tracks readers; ours are written as the text does; scripts are no links", () => {
  const site = "https://our.example";
  const cases = {
    "https://example.org/x?utm_source=n&k=1&fbclid=2": "https://example.org/x?k=1",
    "https://our.example/articles/why-do-cats-knead/#when": "article:why-do-cats-knead#when",
    "https://example.org/a_(b)": "https://example.org/a_%28b%29",
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&data=05": "https://example.org/a?b=1",
    "https://www.google.com/url?q=https://example.org/&sa=D&ust=1": "https://example.org/",
    "mailto:a@example.org": "mailto:a@example.org",
    " javascript:alert(1)": "",
    "JaVaScRiPt:alert(1)": "",
    "data:text/html,x": "",
    "file:///etc/passwd": "",
    "https://www.google.com/url?q=javascript:alert(1)": "https://www.google.com/url?q=javascript:alert%281%29",
    "/relative": "",
    "https://": "",
  };
  for (const [written, wanted] of Object.entries(cases)) assert.equal(cleanAddress(written, site), wanted, written);
});

test("words that look like marks stay words", () => {
  assert.equal(escapeWords("2 * 3, *stars*, snake_case, _x_, [^no], a](b), <b>, &amp; `c`"), "2 * 3, \\*stars\\*, snake_case, \\_x\\_, \\[^no], a\\](b), \\<b>, \\&amp; \\`c\\`");
  assert.equal(escapeLine("# a\n- b\n1. c\n> d\n::: e\n| f\n---"), "\\# a\n\\- b\n1\\. c\n\\> d\n\\::: e\n\\| f\n\\---");
});

test("a paste says what was kept and what was left out", () => {
  const none = { headings: 0, links: 0, lists: 0, tables: 0, quotations: 0, picturesLeftOut: 0, notesLeftOut: 0 };
  assert.match(sentence({ ...none, headings: 1, links: 2, tables: 1 }), /^Pasted with 1 heading, 2 links and 1 table\. Ctrl\+Z/);
  assert.match(sentence({ ...none, picturesLeftOut: 1, notesLeftOut: 3 }), /Left out: 1 picture and 3 footnote marks; add pictures with Picture/);
});
