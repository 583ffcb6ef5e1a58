// Where a citation and a picture go, when the caret stands in the middle of something. Pure.

import { lineEnd, lineStart } from "./lines.js";

// Links, pictures and citations: nothing stands inside them.
const WHOLE = /!?\[[^\]\n]*\]\([^)\n]*\)|\[\^[^\]\s]*\]/g;
// "12.5", "don't" and "well-known" are one word.
const WORD = /^(?:[\p{L}\p{N}\p{M}]|[.,'’/-](?=[\p{L}\p{N}]))+/u;
const ENDS_IN_WORD = /[\p{L}\p{N}\p{M}](?:[.,'’/-])?$/u;
const CLOSING = /^[*_)\]”’"'.,;:!?…]+(?=$|[\s[(])/u;
const BLANKS = /[ \t]+$/;

// Behind the word, and behind its punctuation, as the pages have it.
export function placeOfCitation(value, at) {
  const start = lineStart(value, at);
  const line = value.slice(start, lineEnd(value, at));
  let place = behindWhole(line, at - start);
  const word = line.slice(place).match(WORD)?.[0] ?? "";
  if (word && ENDS_IN_WORD.test(line.slice(0, place))) place += word.length;
  else if (word && BLANKS.test(line.slice(0, place))) return start + beforeBlanks(line, place);
  // A mark may open there as well; behind a word it closes.
  if (/\S$/.test(line.slice(0, place))) place += line.slice(place).match(CLOSING)?.[0].length ?? 0;
  return start + place;
}

function behindWhole(line, at) {
  for (const { 0: words, index } of line.matchAll(WHOLE)) {
    if (index < at && at < index + words.length) return index + words.length;
  }
  return at;
}

// At the first letter of a word, what is cited is what stands before it: unless the line only begins there.
function beforeBlanks(line, at) {
  const place = line.slice(0, at).replace(BLANKS, "").length;
  return /[\p{L}\p{N}.,;:!?)”"]$/u.test(line.slice(0, place)) && !/^\s*\d+\.$/.test(line.slice(0, place)) ? place : at;
}

// Behind the paragraph, or behind the block with its ":::" or "```", in which the caret stands.
export function placeOfPicture(value, at) {
  const fences = new Fences();
  let start = 0;
  let last = at;
  for (const line of value.split("\n")) {
    const isBlank = line.trim() === "";
    // Between blocks the caret is a good place itself.
    if (isBlank && fences.areClosed && start + line.length >= at) return start <= at ? at : last;
    fences.read(line);
    if (!isBlank) last = start + line.length;
    start += line.length + 1;
  }
  return Math.max(last, at);
}

class Fences {
  #depth = 0;
  #isCode = false;

  get areClosed() {
    return this.#depth === 0 && !this.#isCode;
  }

  read(line) {
    if (line.startsWith("```")) this.#isCode = !this.#isCode;
    else if (this.#isCode || !/^:{3,}/.test(line)) return;
    else this.#depth = Math.max(0, this.#depth + (/^:{3,}\s*$/.test(line) ? -1 : 1));
  }
}
