// What the words before the caret ask for. Pure.

import { lineEnd, lineStart } from "./lines.js";

const TRIGGERS = [
  { name: "menu", pattern: /^\/([\p{L}\p{N}’' ]{0,24})$/u, isWholeLine: true },
  { name: "reference", pattern: /\[\^([^\]\s]*)$/ },
  { name: "termInLink", pattern: /\]\(term:([^)\n]{0,60})$/ },
  // Neither another scheme nor an address of its own.
  { name: "articleInLink", pattern: /(?<!!\[[^\]]*)\]\((?:article:)?((?![/#]|\w+:)[^)\n]{0,60})$/ },
  { name: "article", pattern: /(?<![\w(])article:([\p{L}\p{N}’' -]{0,60})$/u },
  { name: "term", pattern: /(?<![\w(])term:([\p{L}\p{N}’' -]{0,60})$/u },
];

// { name, typed, from }, or null. `from` is where the trigger begins.
export function triggerAt(value, caret) {
  const start = lineStart(value, caret);
  const line = value.slice(start, caret);
  for (const { name, pattern, isWholeLine } of TRIGGERS) {
    const match = line.match(pattern);
    if (match && !(isWholeLine && value.slice(caret, lineEnd(value, caret)).trim())) {
      return { name, typed: match[1], from: start + match.index };
    }
  }
  return null;
}
