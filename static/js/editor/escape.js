// Words that happen to look like marks stay words.

// Within a line: stars that touch a letter, underscores at a word's edge, code ticks, links and tags.
export function escapeWords(words) {
  return words
    .replace(/\\(?=[!-/:-@[-`{-~])/g, "\\\\")
    .replace(/\*(?=\S)|(?<=\S)\*/g, "\\*")
    .replace(/(?<![\p{L}\p{N}])_(?=\S)|(?<=\S)_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/`/g, "\\`")
    .replace(/\[(?=\^)|\](?=[([:])/g, "\\$&")
    .replace(/<(?=[a-z/!?])/gi, "\\<")
    .replace(/&(?=#?\w+;)/g, "\\&");
}

// At the start of a line: headings, lists, quotations, blocks, tables, rules.
export function escapeLine(text) {
  return text
    .replace(/^(\s*)(#{1,6}(?=\s|$)|>|[-+*](?=\s)|={3,}|-{3,}|~{3,}|:{3,}|\|)/gm, "$1\\$2")
    .replace(/^(\s*\d{1,9})([.)])(?=\s)/gm, "$1\\$2");
}
