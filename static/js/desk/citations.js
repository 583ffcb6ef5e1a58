// The keys that a text cites, in its order, each as often as it stands there. Pure. As the server renders the text:
// nothing within code is a citation (tests/scripts/citations.json holds the two together).

// A fence may stand in a quotation or in a list.
const FENCE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})(.*)$/;
const BLANK = /^[ \t>]*$/;
// What is escaped, code between marks of one length, marks without an end, and citations.
const PIECES = /\\[\s\S]|(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)|`+|\[\^([^\]\s]+)\]/g;

export function citationsIn(text) {
  return paragraphsOf(text.split(/\r\n?|\n/)).flatMap((paragraph) =>
    [...paragraph.matchAll(PIECES)].map(([, , key]) => key).filter(Boolean),
  );
}

// Without the code between fences. Code within a line ends with its paragraph.
function paragraphsOf(lines) {
  const paragraphs = [""];
  let fence = null;
  for (const line of lines) {
    const [, marks, rest] = line.match(FENCE) ?? [];
    if (fence) {
      if (marks?.startsWith(fence) && !rest.trim()) fence = null;
    } else if (marks && !(marks[0] === "`" && rest.includes("`"))) {
      fence = marks;
      paragraphs.push("");
    } else if (BLANK.test(line)) paragraphs.push("");
    else paragraphs[paragraphs.length - 1] += `${line}\n`;
  }
  return paragraphs;
}
