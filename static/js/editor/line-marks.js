// What the buttons do to whole lines: headings and lists. Pure.

import { linesOf } from "./lines.js";

const ITEM = /^(\s*)(?:([-*+])|(\d{1,9})([.)]))\s+/;
const HEADING = /^#+(?=\s)/;

// Without a level it goes round: text, heading, smaller heading, text.
export function toggleHeading(value, start, end, level = 0) {
  const { from, to, lines } = linesOf(value, start, end);
  const now = lines.find((line) => line.trim())?.match(HEADING)?.[0].length ?? 0;
  const wanted = level ? toggled(now, level) : { 0: 2, 2: 3 }[now] ?? 0;
  const head = wanted ? `${"#".repeat(wanted)} ` : "";
  const isAlone = lines.length === 1;
  const text = lines.map((line) => (line.trim() || isAlone ? head + bare(line) : line)).join("\n");
  const last = from + text.length;
  return { from, to, text, select: isAlone ? [last, last] : [from, last] };
}

const toggled = (now, level) => (now === level ? 0 : level);
const bare = (line) => line.replace(/^\s*(?:#{1,6}\s+|#{1,6}$)/, "");

export function toggleList(value, start, end, isOrdered) {
  const { from, to, lines } = linesOf(value, start, end);
  const filled = lines.filter((line) => line.trim());
  const isOff = filled.length > 0 && filled.every((line) => isItem(line, isOrdered));
  const inner = isOff ? lines.map(withoutBullet).join("\n") : withBullets(lines, isOrdered);
  const text = isOff ? inner : gapBefore(value.slice(0, from)) + inner;
  const last = from + text.length;
  return { from, to, text, select: lines.length === 1 ? [last, last] : [last - inner.length, last] };
}

function isItem(line, isOrdered) {
  const item = line.match(ITEM);
  return item !== null && Boolean(item[3]) === isOrdered;
}

const withoutBullet = (line) => line.replace(ITEM, "$1");

function withBullets(lines, isOrdered) {
  let number = 0;
  const isAlone = lines.length === 1;
  return lines
    .map((line) => {
      if (!line.trim() && !isAlone) return line;
      number += 1;
      const indent = line.match(/^\s*/)[0];
      return `${indent}${isOrdered ? `${number}.` : "-"} ${line.replace(ITEM, "").trimStart()}`;
    })
    .join("\n");
}

// A list right under a paragraph would be read as part of it.
function gapBefore(before) {
  if (before === "" || before.endsWith("\n\n")) return "";
  const line = before.slice(0, -1).split("\n").at(-1);
  return ITEM.test(line) || line.startsWith(":::") ? "" : "\n";
}
