// Puts something into the text from a panel beside it, where the caret was, as one step that Ctrl+Z takes back.

import { insertCitation } from "../editor/insert.js";

export function cite(textarea, key) {
  // On a phone a panel covers the text.
  if (textarea.offsetParent === null) document.querySelector('[data-tab="write"]')?.click();
  insertCitation(textarea, key);
}
