// Writes into the text as if it were typed.

export function insertText(textarea, text) {
  textarea.focus();
  // setRangeText would empty the undo history; execCommand keeps it in browsers that have it.
  if (!document.execCommand("insertText", false, text)) {
    textarea.setRangeText(text, textarea.selectionStart, textarea.selectionEnd, "end");
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// Pictures stand in paragraphs of their own; all of them are one step to undo.
export const insertPictures = (textarea, codes) => insertText(textarea, `\n\n${codes.join("\n\n")}\n\n`);
