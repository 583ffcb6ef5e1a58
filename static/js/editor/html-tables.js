// Pasted tables.

import { escapeLine } from "./escape.js";
import { inlineMarkdown, runsOf, styleOf } from "./html-inlines.js";

const MOST_SPAN = 50;

// A table of one row or column only places things on a page; so does one that holds another.
export function tableOf(table, context, blocksOf) {
  const rows = [...table.rows].map((row) => [...row.cells]).filter((cells) => cells.length > 0);
  const columns = Math.max(0, ...rows.map((cells) => cells.reduce((sum, cell) => sum + spanOf(cell.colSpan), 0)));
  if (rows.length < 2 || columns < 2 || table.querySelector("table") || context.isWithin) {
    return rows.flat().flatMap((cell) => blocksOf(cell, context));
  }
  context.told.tables += 1;
  const texts = textsOf(rows, context);
  const width = Math.max(columns, ...texts.map((cells) => cells.length));
  // Without a head of its own, the first row is it: our tables always have one.
  const [head, ...rest] = texts.map((cells) => filled(cells, width));
  const caption = table.caption ? escapeLine(inlineMarkdown(plain(runsOf(table.caption, context)))) : "";
  return [caption, [head, filled([], width, "---"), ...rest].map(line).join("\n")];
}

// A cell over several rows stands in the first, and leaves its place empty in the others.
function textsOf(rows, context) {
  const taken = [];
  return rows.map((cells, row) => {
    const texts = [];
    for (const cell of cells) {
      while (taken[texts.length] > row) texts.push("");
      const words = cellWords(cell, context, row === 0 || cell.tagName === "TH");
      for (let at = 0; at < spanOf(cell.colSpan); at += 1) {
        taken[texts.length] = row + spanOf(cell.rowSpan);
        texts.push(at === 0 ? words : "");
      }
    }
    while (taken[texts.length] > row) texts.push("");
    return texts;
  });
}

const spanOf = (span) => Math.min(Math.max(span, 1), MOST_SPAN);

// A head is bold by itself.
function cellWords(cell, context, isHead) {
  const style = styleOf(cell, context.style, context);
  const runs = [...cell.childNodes].flatMap((node) => runsOf(node, context, style));
  return inlineMarkdown(isHead ? plain(runs) : runs).replace(/\s*\n\s*/g, " ").trim().replace(/\|/g, "\\|");
}

const plain = (runs) => runs.map((run) => ({ ...run, bold: false }));
const line = (cells) => `| ${cells.join(" | ")} |`.replace(/ {2,}/g, " ");
const filled = (cells, width, filler = "") => [...cells, ...Array(Math.max(0, width - cells.length)).fill(filler)];
