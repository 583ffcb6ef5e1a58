// Selects the line of the text that a link names: …/change/?line=12#id_body. Without it the
// link still leads to the field, and the finding says which line.

import { lineEnd, offsetOfLine } from "./editor/lines.js";
import { editorOf } from "./markdown-editor.js";

const field = document.getElementById(location.hash.slice(1));
const number = Number(new URLSearchParams(location.search).get("line"));
const editor = editorOf(field);

function select() {
  const start = offsetOfLine(field.value, number);
  editor.mirror.select(start, lineEnd(field.value, start));
}

if (editor && Number.isInteger(number) && number > 0) {
  // Once all is there, the browser itself scrolls to the field's beginning.
  if (document.readyState === "complete") select();
  else addEventListener("load", () => setTimeout(select));
}
