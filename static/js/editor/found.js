// Where words stand in a text, and the text with others in their place. Pure.

// A list of [from, to].
export function placesOf(value, words, { isCaseExact = false } = {}) {
  if (!words) return [];
  const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = new RegExp(escaped, isCaseExact ? "gu" : "giu");
  return [...value.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length]);
}

// The text from the first place to the last, with all of them replaced: one edit, so one step to undo.
export function allReplaced(value, places, words) {
  const [from] = places[0];
  const [, to] = places.at(-1);
  let text = "";
  let at = from;
  for (const [start, end] of places) {
    text += value.slice(at, start) + words;
    at = end;
  }
  return { from, to, text, select: [from + text.length, from + text.length] };
}
