// Lists that somebody typed, line by line, with a dash or a number before each. Pure.

const BULLET = /^\s*(?:[-–•·●▪*]|\\\*)\s+(?=\S)/;
const NUMBER = /^\s*(\d{1,3})[.)]\s+(?=\S)/;

// The words of a paragraph as parts: { isList, lines }. One such line alone is a sentence.
export function partedLists(words) {
  const parts = [];
  for (const line of words.split("\n")) {
    const kind = kindOf(line);
    if (parts.at(-1)?.kind === kind) parts.at(-1).lines.push(line);
    else parts.push({ kind, lines: [line] });
  }
  return joined(parts.map((part) => (part.kind && part.lines.length < 2 ? { kind: "", lines: part.lines } : part))).map(asList);
}

function kindOf(line) {
  if (BULLET.test(line)) return "bullets";
  return NUMBER.test(line) ? "numbers" : "";
}

function joined(parts) {
  const found = [];
  for (const part of parts) {
    if (found.at(-1)?.kind === "" && part.kind === "") found.at(-1).lines.push(...part.lines);
    else found.push({ kind: part.kind, lines: [...part.lines] });
  }
  return found;
}

function asList({ kind, lines }) {
  if (!kind) return { isList: false, lines };
  const changed = lines.map((line) => (kind === "bullets" ? line.replace(BULLET, "- ") : line.replace(NUMBER, "$1. ")));
  return { isList: true, lines: changed };
}
