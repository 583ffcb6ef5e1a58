// Words with their bold, italics and links: first as runs, so that styles nested any way come out once.

import { cleanAddress } from "./addresses.js";
import { escapeWords } from "./escape.js";

const BOLD = new Set(["B", "STRONG", "DT"]);
const ITALIC = new Set(["I", "EM", "CITE", "DFN", "VAR", "ADDRESS"]);
const CODE = new Set(["CODE", "KBD", "SAMP", "TT"]);
const PARTED = new Set(["P", "DIV", "LI", "TR", "TD", "TH", "H1", "H2", "H3", "H4", "H5", "H6"]);
const signsOf = (from, to) => Object.fromEntries([...from].map((sign, at) => [sign, [...to][at]]));
const RAISED = signsOf("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ");
const LOWERED = signsOf("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎");
// Links to pages that nobody has written, and to explanations of a site's own signs.
const NO_LINK = "a[class~=new],a[href*='redlink=1'],a[href*='/wiki/Help:']";
const PARAGRAPH = { text: "\n\n" };

export const PLAIN = { bold: false, italic: false, href: "" };

export function runsOf(node, context, style = context.style) {
  if (node.nodeType === Node.TEXT_NODE) return textRuns(node.data, style);
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const tag = node.tagName;
  if (tag === "BR") return [isBreak(node.previousSibling) ? PARAGRAPH : { ...style, text: "\n" }];
  if (CODE.has(tag)) return codeRun(node.textContent, style);
  if (tag === "SUP" || tag === "SUB") return raised(node, context, style);
  const inner = styleOf(node, style, context);
  const runs = [...node.childNodes].flatMap((child) => runsOf(child, context, inner));
  // Blocks within a cell or an item are parted by a space.
  return PARTED.has(tag) ? [{ ...style, text: " " }, ...runs, { ...style, text: " " }] : runs;
}

// Our Markdown has no raised words, and 10<sup>3</sup> is not 103.
function raised(node, context, style) {
  const words = node.textContent.trim();
  const signs = node.tagName === "SUP" ? RAISED : LOWERED;
  const changed = [...words].map((letter) => signs[letter] ?? "").join("");
  if (words && changed.length === [...words].length) return textRuns(changed, style);
  return [...node.childNodes].flatMap((child) => runsOf(child, context, styleOf(node, style, context)));
}

// One <br> after another, with nothing but blanks between.
function isBreak(node) {
  let before = node;
  while (before?.nodeType === Node.TEXT_NODE && !before.data.trim()) before = before.previousSibling;
  return before?.nodeName === "BR";
}

// Soft hyphens, marks without width and signs of a font of symbols are no part of the words.
function textRuns(data, style) {
  const words = data.normalize("NFC").replace(/[\u00ad\u200b\u2060\ufeff\ue000-\uf8ff]/g, "").replace(/[\s\u00a0\u202f]+/g, " ");
  return words ? [{ ...style, text: words }] : [];
}

function codeRun(text, style) {
  const words = text.replace(/\s+/g, " ").trim();
  if (!words) return [];
  return [{ ...style, text: words.includes("`") ? `\`\` ${words} \`\`` : `\`${words}\``, isCode: true }];
}

// What an element says of its words, by tag or by its (renamed) style.
export function styleOf(element, style, context) {
  const css = element.dataset.style ?? "";
  const weight = css.match(/(?:^|[;\s])font-weight\s*:\s*(\w+)/i)?.[1].toLowerCase();
  const slant = css.match(/(?:^|[;\s])font-style\s*:\s*(\w+)/i)?.[1].toLowerCase();
  const isHeavy = weight === "bold" || weight === "bolder" || Number(weight) >= 600;
  return {
    bold: weight ? isHeavy : style.bold || BOLD.has(element.tagName),
    italic: slant ? slant !== "normal" : style.italic || ITALIC.has(element.tagName),
    href: element.tagName === "A" ? hrefOf(element, context) : style.href,
  };
}

function hrefOf(anchor, { site, told }) {
  if (anchor.matches(NO_LINK)) return "";
  const address = cleanAddress(anchor.getAttribute("href") ?? "", site);
  if (address && anchor.textContent.trim()) told.links += 1;
  return address;
}

export function inlineMarkdown(runs) {
  let text = "";
  for (const [href, group] of groupedBy(joined(runs), (run) => run.href)) {
    const words = styled(group);
    text += href && words.trim() ? spaced(words, (inner) => linkOf(inner, href)) : words;
  }
  return text.replace(/ *\n */g, "\n").replace(/ {2,}/g, " ").trim();
}

// A link is one line, and its words hold no bracket of their own.
const linkOf = (words, href) => `[${words.replace(/\s*\n\s*/g, " ").replace(/(?<!\\)([[\]])/g, "\\$1")}](${href})`;

function styled(runs) {
  let text = "";
  for (const [mark, group] of groupedBy(runs, markOf)) {
    const words = group.map((run) => (run.isCode ? run.text : escapeWords(run.text))).join("");
    text += mark && /[\p{L}\p{N}]/u.test(words) ? lineByLine(words, mark) : words;
  }
  return text;
}

// Marks do not reach over a line's end.
const lineByLine = (words, mark) => words.split("\n").map((line) => marked(line, mark)).join("\n");
const marked = (line, mark) => (line.trim() ? spaced(line, (inner) => mark + inner + mark) : line);
const markOf = (run) => (run.bold ? "**" : "") + (run.italic ? "*" : "");

// Marks stand at the words: "** bold **" is not bold.
function spaced(words, wrap) {
  const [, before, inner, after] = words.match(/^(\s*)([\s\S]*?)(\s*)$/);
  return before + wrap(inner) + after;
}

// A blank between two bold words is bold too, whatever the page says; a blank beside a link is outside of it.
function joined(runs) {
  return runs.map((run, at) => {
    const [before, after] = [runs[at - 1], runs[at + 1]];
    const isBlank = run.text.trim() === "" && !run.text.includes("\n");
    const isWithin = isBlank && before && after && markOf(before) === markOf(after) && before.href === after.href;
    return isWithin ? { ...before, text: " ", isCode: false } : run;
  });
}

function groupedBy(runs, keyOf) {
  const groups = [];
  for (const run of runs) {
    const key = keyOf(run);
    if (groups.at(-1)?.[0] === key) groups.at(-1)[1].push(run);
    else groups.push([key, [run]]);
  }
  return groups;
}
