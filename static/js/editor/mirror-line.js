// One line of the coloured copy: its marks, links, citations and pictures as spans.

const MARKS = new RegExp(
  [
    String.raw`(?<picture>!\[[^\]]*\]\([^)]*\))`,
    String.raw`(?<cite>\[\^[^\]\s]+\])`,
    String.raw`(?<link>\[[^\]]*\]\([^)]*\))`,
    String.raw`(?<bold>\*\*(?=\S).+?\*\*)`,
    String.raw`(?<italic>(?<![*\w])\*(?=[^\s*]).+?\*(?!\*))`,
  ].join("|"),
  "gu",
);
const HEAD = /^(\s*)(#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s|>\s?|\|)/;
// "::: care now Phone a vet": the words after the name, and after a level, are the block's title.
const FENCE = /^(:{3,}\s*(?:care\s+\S+|[a-z-]+)\s+)(.+)$/;
const WITHOUT_TITLE = /^:{3,}\s*(?:also|figure)\b/;
// Marks are looked for in what a person writes on one line, not in what a program pasted.
const MOST_MARKED = 20_000;

export function drawnLine(line, kind) {
  const row = document.createElement("div");
  row.className = kind ? `mirror-line ${kind}` : "mirror-line";
  if (line === "") row.append(document.createElement("br"));
  else row.append(...partsOf(line, kind));
  return row;
}

function partsOf(line, kind) {
  if (kind.startsWith("is-code") || line.length > MOST_MARKED) return [line];
  return kind.startsWith("is-fence") ? fenceParts(line) : markedParts(line);
}

function fenceParts(line) {
  const match = line.match(FENCE);
  return match && !WITHOUT_TITLE.test(line) ? [match[1], span("title", match[2])] : [line];
}

function markedParts(line) {
  const head = line.match(HEAD)?.[0] ?? "";
  const parts = head ? [span("mark", head)] : [];
  const words = line.slice(head.length);
  let at = 0;
  for (const match of words.matchAll(MARKS)) {
    if (match.index > at) parts.push(words.slice(at, match.index));
    parts.push(...marked(match));
    at = match.index + match[0].length;
  }
  if (at < words.length) parts.push(words.slice(at));
  return parts;
}

function marked({ 0: whole, groups: { cite, picture, link, bold } }) {
  if (cite) return [span("cite", whole)];
  if (picture) return [span("picture", whole)];
  if (link) {
    const words = whole.slice(1, whole.indexOf("]"));
    return [span("mark", "["), span("link", words), span("mark", whole.slice(words.length + 1))];
  }
  const width = bold ? 2 : 1;
  const mark = "*".repeat(width);
  return [span("mark", mark), span(bold ? "bold" : "italic", whole.slice(width, -width)), span("mark", mark)];
}

function span(name, text) {
  const element = document.createElement("span");
  element.className = `m-${name}`;
  element.textContent = text;
  return element;
}
