// Makes our Markdown of pasted HTML. Only what is listed here gets marks; everything else is its words.

import { boldHeadings } from "./bold-headings.js";
import { escapeLine } from "./escape.js";
import { inlineMarkdown, PLAIN, runsOf, styleOf } from "./html-inlines.js";
import { tableOf } from "./html-tables.js";
import { pastedBody } from "./pasted-page.js";
import { partedLists } from "./typed-lists.js";
import { bulletOf, wordListOf } from "./word-lists.js";

const BLOCKS =
  "address,article,aside,blockquote,center,dd,details,div,dl,dt,fieldset,figcaption,figure,footer,h1,h2,h3,h4,h5,h6," +
  "header,hr,li,main,ol,p,pre,section,summary,table,tbody,td,tfoot,th,thead,tr,ul";
const HEADING = /^H[1-6]$/;
const QUOTED = /\bMso(?:Intense)?Quote\b/;
// More than a long article with Word's styles; making Markdown of more would stop the window.
export const MOST_CHARACTERS = 3_000_000;

// { markdown, isInline, told }: `told` counts what was kept and what was left out, for a sentence to the editor.
export function htmlToMarkdown(html, { site = location.origin } = {}) {
  const told = {
    ...{ headings: 0, links: 0, lists: 0, tables: 0, quotations: 0 },
    ...{ picturesLeftOut: 0, notesLeftOut: 0, partsLeftOut: 0, signaturesLeftOut: 0 },
  };
  const body = pastedBody(html, told);
  const headings = [...body.querySelectorAll("h1,h2,h3,h4,h5,h6,.MsoTitle")].filter((each) => each.textContent.trim());
  const context = { site, told, style: PLAIN, top: Math.min(...headings.map(levelOf), 6), blocks: blockSet(body) };
  context.boldHeadings = boldHeadings(body, headings.length > 0);
  const blocks = blocksOf(body, context).filter(Boolean);
  const isInline = blocks.length === 1 && told.headings + told.lists + told.tables + told.quotations === 0 && !blocks[0].startsWith("```");
  return { markdown: blocks.join("\n\n"), isInline, told };
}

const levelOf = (element) => (HEADING.test(element.tagName) ? Number(element.tagName[1]) : 1);

// All elements that are blocks or hold one: an inline element round blocks, such as Google's <b> round a
// whole document, counts as one.
function blockSet(body) {
  const found = new Set([body]);
  for (const block of body.querySelectorAll(BLOCKS)) {
    for (let each = block; each && !found.has(each); each = each.parentElement) found.add(each);
  }
  return found;
}

function blocksOf(parent, context) {
  const blocks = [];
  let loose = [];
  const flush = () => {
    blocks.push(...paragraphs(loose, context));
    loose = [];
  };
  const children = [...parent.childNodes];
  for (let at = 0; at < children.length; at += 1) {
    const child = children[at];
    if (!context.blocks.has(child)) {
      if (child.nodeType !== Node.COMMENT_NODE) loose.push(child);
      continue;
    }
    flush();
    const list = wordListOf(children, at);
    if (list) {
      blocks.push(wordList(list.items, context));
      at = list.last;
    } else {
      blocks.push(...blockOf(child, context));
    }
  }
  flush();
  return blocks.filter(Boolean);
}

function paragraphs(nodes, context) {
  // Two line breaks make a paragraph on many pages.
  const parts = [[]];
  for (const run of nodes.flatMap((node) => runsOf(node, context))) {
    if (run.text === "\n\n") parts.push([]);
    else parts.at(-1).push(run);
  }
  return parts.flatMap((runs) => withLists(inlineMarkdown(runs), context)).filter((words) => words.trim());
}

function withLists(words, context) {
  return partedLists(words).map(({ isList, lines }) => {
    if (!isList || context.isWithin) return escapeLine(lines.join("\n"));
    context.told.lists += 1;
    return lines.join("\n");
  });
}

function blockOf(element, context) {
  const { told } = context;
  const tag = element.tagName;
  bulletOf(element)?.remove();
  if (HEADING.test(tag) || element.classList.contains("MsoTitle")) return [headingOf(element, context)];
  if (context.boldHeadings.has(element)) return [headingOf(element, context, context.boldHeadings.get(element))];
  if (tag === "UL" || tag === "OL") return [listBlock(element, context)];
  if (tag === "TABLE") return tableOf(element, context, blocksOf);
  if (tag === "BLOCKQUOTE" || QUOTED.test(element.className)) {
    const inner = blocksOf(element, { ...context, style: PLAIN });
    if (inner.length > 0) told.quotations += 1;
    return [quoted(inner)];
  }
  if (tag === "PRE") return [fenced(element.textContent)];
  if (tag === "HR") return [];
  return blocksOf(element, { ...context, style: styleOf(element, context.style, context) });
}

const quoted = (blocks) => blocks.join("\n\n").replace(/^(?=.)/gm, "> ").replace(/^$/gm, ">");

function fenced(text) {
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map((ticks) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return text.trim() ? `${fence}\n${text.replace(/\n$/, "")}\n${fence}` : "";
}

// A page's own first level becomes our sections; deeper ones the headings within.
function headingOf(element, context, level = levelOf(element) > context.top ? 3 : 2) {
  const runs = runsOf(element, context).map((run) => ({ ...run, bold: false, italic: false }));
  const words = inlineMarkdown(runs).replace(/\s+/g, " ").trim();
  if (!words || context.isWithin) return escapeLine(words);
  context.told.headings += 1;
  return `${"#".repeat(level)} ${words}`;
}

function listBlock(list, context) {
  const lines = listOf(list, context);
  if (lines.length > 0 && !context.isWithin) context.told.lists += 1;
  return lines.join("\n");
}

function listOf(list, outer) {
  const context = { ...outer, isWithin: true };
  const lines = [];
  const isOrdered = list.tagName === "OL";
  let number = Number(list.getAttribute("start")) || 1;
  for (const item of list.children) {
    if (item.tagName === "UL" || item.tagName === "OL") {
      // Google nests lists beside their items, not in them.
      lines.push(...indented(listOf(item, context), isOrdered));
      continue;
    }
    const [first, inner] = itemParts(item, context);
    if (!first && inner.length === 0) continue;
    lines.push(`${isOrdered ? `${number}.` : "-"} ${first}`.trimEnd(), ...indented(inner, isOrdered));
    number += 1;
  }
  return lines;
}

// The item's own words on one line, and the lines of the lists in it.
function itemParts(item, context) {
  bulletOf(item)?.remove();
  const lists = [...item.querySelectorAll("ul,ol")].filter((list) => list.parentElement.closest("ul,ol,li") === item);
  const inner = lists.flatMap((list) => listOf(list, context));
  for (const list of lists) list.remove();
  const style = styleOf(item, context.style, context);
  return [blocksOf(item, { ...context, style }).join(" ").replace(/\s*\n\s*/g, " "), inner];
}

const indented = (lines, isOrdered) => lines.map((line) => (isOrdered ? "   " : "  ") + line);

function wordList(items, context) {
  const numbers = [];
  const widths = [];
  if (!context.isWithin) context.told.lists += 1;
  return items
    .map(({ element, level, isOrdered, number }) => {
      numbers.length = level;
      widths.length = level;
      // A list that goes on after a paragraph counts on.
      numbers[level - 1] = (numbers[level - 1] ?? (number || 1) - 1) + 1;
      widths[level - 1] = isOrdered ? 3 : 2;
      const indent = widths.slice(0, -1).reduce((sum, width) => sum + (width ?? 2), 0);
      const runs = [...element.childNodes].flatMap((node) => runsOf(node, context));
      const words = inlineMarkdown(runs).replace(/\s*\n\s*/g, " ").trim();
      return `${" ".repeat(indent)}${isOrdered ? `${numbers[level - 1]}.` : "-"} ${words}`.trimEnd();
    })
    .join("\n");
}
