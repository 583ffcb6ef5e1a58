// What is said after a paste: what was kept, and what was left out. Pure.

export const TOO_LARGE = "That is too much to keep its headings and links: only the words were pasted. Paste it in parts.";

export function sentence({ headings, links, lists, tables, quotations, picturesLeftOut, notesLeftOut, partsLeftOut, signaturesLeftOut }) {
  const kept = [
    ...count(headings, "heading"),
    ...count(links, "link"),
    ...count(lists, "list"),
    ...count(tables, "table"),
    ...count(quotations, "quotation"),
  ];
  const out = [
    ...count(picturesLeftOut, "picture"),
    ...count(notesLeftOut, "footnote mark"),
    ...count(signaturesLeftOut, "signature or sender"),
    ...count(partsLeftOut, "box beside the text", "boxes beside the text"),
  ];
  const first = kept.length ? `Pasted with ${joined(kept)}.` : "Pasted with its bold and italics.";
  const advice = picturesLeftOut ? "; add pictures with Picture, so that we may keep them" : "";
  const second = out.length ? ` Left out: ${joined(out)}${advice}.` : "";
  return `${first}${second} Ctrl+Z takes it back; Ctrl+Shift+V pastes the words alone.`;
}

const count = (number, one, many = `${one}s`) => (number ? [`${number} ${number === 1 ? one : many}`] : []);
const joined = (parts) => (parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : parts[0]);
