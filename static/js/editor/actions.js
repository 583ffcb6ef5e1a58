// What each button of the toolbar does, by the name in its data-do.

import * as blocks from "./blocks.js";
import { apply, insertBlock, redo, undo } from "./insert.js";
import { lineEnd } from "./lines.js";
import { toggleHeading, toggleList } from "./line-marks.js";
import { link, toggleMark } from "./marks.js";
import { placeOfCitation } from "./standing.js";

export function actionsOf({ textarea, pictures, forms, find, begin }) {
  const edit = (change) => apply(textarea, change);
  const selection = () => [textarea.value, textarea.selectionStart, textarea.selectionEnd];
  const selected = () => textarea.value.slice(textarea.selectionStart, textarea.selectionEnd);

  // On a line that has words already, a block begins below it.
  const putBelow = (block) => {
    const end = lineEnd(textarea.value, textarea.selectionEnd);
    textarea.setSelectionRange(end, end);
    insertBlock(textarea, block);
  };

  // With words chosen, a link is put round them, and its list opens within the brackets.
  const beginLink = (scheme) => {
    const words = selected().trim();
    if (words && !words.includes("\n")) begin(`[${words}](${scheme}`, ")");
    else begin(scheme);
  };

  const linkAnything = () => {
    const change = link(...selection());
    const isAboutWords = selected().trim() && !selected().includes("\n") && !change.text.startsWith("[]");
    if (isAboutWords) beginLink("");
    else edit(change);
  };

  return {
    bold: () => edit(toggleMark(...selection(), "**")),
    italic: () => edit(toggleMark(...selection(), "*")),
    heading: ({ level } = {}) => edit(toggleHeading(...selection(), Number(level ?? 0))),
    list: () => edit(toggleList(...selection(), false)),
    numbers: () => edit(toggleList(...selection(), true)),
    quotation: () => putBelow(blocks.QUOTATION),
    link: linkAnything,
    cite: () => {
      // What is cited is what stands before the mark, so the words stay.
      const at = placeOfCitation(textarea.value, textarea.selectionEnd);
      textarea.setSelectionRange(at, at);
      begin("[^");
    },
    article: () => beginLink("article:"),
    term: () => beginLink("term:"),
    picture: () => pictures.pick(),
    table: () => forms.open("table"),
    care: ({ level } = {}) => forms.open("care", { level }),
    "do-dont": () => forms.open("do-dont"),
    comparison: () => forms.open("comparison"),
    note: () => putBelow(blocks.NOTE),
    unknown: () => putBelow(blocks.UNKNOWN),
    pull: () => putBelow(blocks.PULL),
    change: () => forms.change(),
    find: () => find.open(selected()),
    undo: () => undo(textarea),
    redo: () => redo(textarea),
  };
}
