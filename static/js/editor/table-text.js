// Tables, between their Markdown and lists of cells. Pure.

const DELIMITER = /^\s*\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*$/;

export const isTable = (lines) => lines.length >= 2 && DELIMITER.test(lines[1]);

// { rows, alignments }: all rows have as many cells as the head.
export function readTable([head, delimiter, ...rest]) {
  const first = cellsOf(head);
  const columns = first.length;
  const rows = [first, ...rest.map((line) => fitted(cellsOf(line), columns))];
  return { rows, alignments: fitted(cellsOf(delimiter), columns, "---") };
}

export function writeTable(rows, alignments = []) {
  const columns = rows[0].length;
  const line = (cells) => `| ${cells.join(" | ")} |`.replace(/ {2,}/g, " ");
  const [head, ...rest] = rows.map((cells) => cells.map(escaped));
  return [line(head), line(fitted(alignments, columns, "---")), ...rest.map(line)].join("\n");
}

function cellsOf(line) {
  const inner = line.trim().replace(/^\|/, "").replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replace(/\\\|/g, "|"));
}

const escaped = (cell) => cell.replace(/\s+/g, " ").trim().replace(/\|/g, "\\|");
const fitted = (cells, columns, filler = "") => Array.from({ length: columns }, (_, at) => cells[at] || filler);
