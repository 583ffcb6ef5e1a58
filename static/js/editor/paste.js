// What is pasted: pictures are asked for their words, an address over words makes a link, and rich text
// from web pages and Word becomes Markdown. Ctrl+Shift+V pastes the words alone.

import { cleanAddress } from "./addresses.js";
import { mended } from "./blanks.js";
import { htmlToMarkdown, MOST_CHARACTERS } from "./html-to-markdown.js";
import { apply, insertBlock, insertText } from "./insert.js";
import { isAddress, link } from "./marks.js";
import { sentence, TOO_LARGE } from "./pasted-words.js";

// Code editors offer coloured HTML of what is Markdown already.
const CODE_EDITORS = ["vscode-editor-data", "application/x-code"];

// `onPictures` gets the files, `tell` a sentence about what was kept and left out.
export function bindPaste(textarea, { onPictures, tell, site = location.origin }) {
  let isPlain = false;
  textarea.addEventListener("keydown", (event) => {
    isPlain = event.shiftKey && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "v";
  });
  // The menu's own Paste, later on, means rich text again.
  textarea.addEventListener("keyup", () => {
    isPlain = false;
  });
  textarea.addEventListener("paste", (event) => {
    const data = event.clipboardData;
    if (!data) return;
    const isTaken = isPlain ? takePlain(textarea, data) : take(textarea, data, { onPictures, tell, site });
    if (isTaken) event.preventDefault();
  });
  // A no-break space behind a mark, from a French or a Mac keyboard.
  textarea.addEventListener("beforeinput", (event) => {
    if (event.data !== "\u00a0" || event.isComposing) return;
    const { value, selectionStart: from, selectionEnd: to } = textarea;
    const before = value.slice(value.lastIndexOf("\n", from - 1) + 1, from);
    if (mended(`${before}\u00a0`) === `${before}\u00a0`) return;
    event.preventDefault();
    apply(textarea, { from, to, text: " " });
  });
}

function take(textarea, data, { onPictures, tell, site }) {
  const files = [...data.files];
  const words = data.getData("text/plain");
  // Word puts a picture of the words beside the words: then the words are meant.
  if (files.length > 0 && !words) {
    onPictures(files);
    return true;
  }
  return takeAddress(textarea, words, site) || takeRich(textarea, data, words, { tell, site }) || takePlain(textarea, data);
}

function takeAddress(textarea, words, site) {
  const { value, selectionStart: from, selectionEnd: to } = textarea;
  const chosen = value.slice(from, to);
  if (!chosen.trim() || chosen.includes("\n") || !isAddress(words) || isAddress(chosen)) return false;
  const address = cleanAddress(words.trim().replace(/^www\./i, "https://www."), site);
  if (!address) return false;
  const { text } = link(value, from, to, address);
  apply(textarea, { from, to, text: chosen.match(/^\s*/)[0] + text + chosen.match(/\s*$/)[0] });
  return true;
}

function takeRich(textarea, data, words, { tell, site }) {
  const html = data.getData("text/html");
  if (!html || isAddress(words) || CODE_EDITORS.some((type) => data.types.includes(type))) return false;
  if (html.length > MOST_CHARACTERS) {
    tell(TOO_LARGE);
    return false;
  }
  const { markdown, isInline, told } = htmlToMarkdown(html, { site });
  // Where nothing has marks the browser's own paste is as good, and keeps Markdown that was copied as text.
  if (!markdown || !hasMarks(markdown, told)) return false;
  if (isInline) insertText(textarea, edgesKept(markdown, words));
  else insertBlock(textarea, { text: markdown, select: [markdown.length, markdown.length] });
  tell(sentence(told));
  return true;
}

// Left to the browser, but for what has to be mended.
function takePlain(textarea, data) {
  const words = data.getData("text/plain").replace(/\r\n?/g, "\n");
  const text = mended(words);
  if (text === words) return false;
  insertText(textarea, text);
  return true;
}

// The blank with which a chosen word was copied.
const edgesKept = (markdown, words) =>
  `${/^[ \u00a0]/.test(words) ? " " : ""}${markdown}${/\S[ \u00a0]$/.test(words) ? " " : ""}`;
const hasMarks = (markdown, told) => Object.values(told).some(Boolean) || /\*\S|\]\(|`/.test(markdown);
