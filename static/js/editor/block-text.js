// Care cards, do-and-don't lists, tables and comparisons, between the text and the fields of a form. Pure.
//
// What a form holds, by kind:
//   care        { level, title, items }         items: what the card says, one entry to a line
//   do-dont     { doTitle, doItems, dontTitle, dontItems }
//   table       { rows, alignments }            rows: lists of cells, the first is the head
//   comparison  { title, rows, alignments }

import { isTable, readTable, writeTable } from "./table-text.js";

const OPEN = /^(:{3,})[ \t]*([a-z-]+)[ \t]*(.*)$/;
const CLOSE = /^(:{3,})[ \t]*$/;

// The block that the caret stands in: { kind, from, to, fields }, or null.
export function blockAt(value, caret) {
  const lines = value.split("\n");
  const at = value.slice(0, caret).split("\n").length - 1;
  const span = fencesRound(lines, at).find(({ name }) => name in READ) ?? tableRound(lines, at);
  if (!span) return null;
  const inner = lines.slice(span.first, span.last + 1);
  const fields = READ[span.name](inner);
  if (!fields) return null;
  const from = offset(lines, span.first);
  return { kind: KINDS[span.name], from, to: from + inner.join("\n").length, fields };
}

export function writeBlock(kind, fields) {
  return WRITE[kind](fields);
}

const KINDS = { care: "care", "do-dont": "do-dont", compare: "comparison", table: "table" };
const READ = { care: readCare, "do-dont": readDoDont, compare: readComparison, table: readBareTable };
const WRITE = {
  care: ({ level, title, items }) => `::: care ${level} ${oneLine(title)}\n${asItems(items)}\n:::`,
  "do-dont": ({ doTitle, doItems, dontTitle, dontItems }) =>
    `:::: do-dont\n${half("do", doTitle, doItems)}\n${half("dont", dontTitle, dontItems)}\n::::`,
  table: ({ rows, alignments }) => writeTable(rows, alignments),
  comparison: ({ title, rows, alignments }) => `::: compare ${oneLine(title)}\n${writeTable(rows, alignments)}\n:::`,
};

const offset = (lines, at) => lines.slice(0, at).reduce((sum, line) => sum + line.length + 1, 0);
const oneLine = (words) => words.replace(/\s+/g, " ").trim();

// Blocks round the line, the innermost first.
function fencesRound(lines, at) {
  const open = [];
  const found = [];
  for (const [number, line] of lines.entries()) {
    const begin = line.match(OPEN);
    const end = line.match(CLOSE);
    if (begin) open.push({ name: begin[2], width: begin[1].length, first: number });
    if (!end || open.length === 0) continue;
    const same = open.findLastIndex(({ width }) => width === end[1].length);
    const block = open[same < 0 ? open.length - 1 : same];
    open.length = open.indexOf(block);
    if (block.first <= at && number >= at) found.push({ ...block, last: number });
    if (number >= at && open.length === 0) break;
  }
  return found;
}

function tableRound(lines, at) {
  const isRow = (number) => /^\s*\|/.test(lines[number] ?? "");
  if (!isRow(at)) return null;
  let [first, last] = [at, at];
  while (isRow(first - 1)) first -= 1;
  while (isRow(last + 1)) last += 1;
  return isTable(lines.slice(first, last + 1)) ? { name: "table", first, last } : null;
}

function readCare([head, ...rest]) {
  const [, , , argument] = head.match(OPEN);
  const [level, ...words] = argument.trim().split(/\s+/);
  return { level, title: words.join(" "), items: fromItems(rest.slice(0, -1)) };
}

function readDoDont(lines) {
  const part = (name) => {
    const first = lines.findIndex((line) => line.match(OPEN)?.[2] === name);
    const last = lines.findIndex((line, at) => at > first && CLOSE.test(line));
    if (first < 0 || last < 0) return null;
    return { title: lines[first].match(OPEN)[3].trim(), items: fromItems(lines.slice(first + 1, last)) };
  };
  const [yes, no] = [part("do"), part("dont")];
  return yes && no ? { doTitle: yes.title, doItems: yes.items, dontTitle: no.title, dontItems: no.items } : null;
}

function readComparison([head, ...rest]) {
  const lines = rest.slice(0, -1).filter((line) => line.trim());
  return isTable(lines) ? { title: head.match(OPEN)[3].trim(), ...readTable(lines) } : null;
}

function readBareTable(lines) {
  return readTable(lines);
}

// A plain list is shown as lines without their dashes; anything else as it is written.
function fromItems(lines) {
  const filled = lines.filter((line) => line.trim());
  const isPlain = filled.every((line) => /^[-*+] +/.test(line));
  return isPlain ? filled.map((line) => line.replace(/^[-*+] +/, "")).join("\n") : lines.join("\n").trim();
}

function asItems(words) {
  const lines = words.split("\n").map((line) => line.trimEnd()).filter(Boolean);
  const isWritten = lines.some((line) => /^\s*(?:[-*+]|\d{1,9}[.)]|>|\|)\s?/.test(line) && !/^\*\S/.test(line));
  if (isWritten) return words.trim();
  return lines.map((line) => `- ${line.trim()}`).join("\n");
}

const half = (name, title, items) => `::: ${[name, oneLine(title)].filter(Boolean).join(" ")}\n${asItems(items)}\n:::`;
