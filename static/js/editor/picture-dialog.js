// Brings pictures into the library and into the text: chosen, dropped or pasted, many at once.

import { closeOver, insertPictures } from "./insert.js";
import { PictureRow } from "./picture-row.js";
import { runSideBySide } from "./upload.js";

// The server makes two pictures at a time; more would only wait there.
const UPLOADS_AT_ONCE = 2;

const isNamed = (count) => (count === 1 ? "The picture is" : `${count} pictures are`);

export function bindPictureDialog(editor, textarea, status) {
  const dialog = editor.querySelector("[data-picture-dialog]");
  const part = (name) => dialog.querySelector(`[data-${name}]`);
  const template = part("row-template");
  // Some systems know no type for some formats, so the end of the file's name tells too. Without
  // formats of this kind the list is empty. Its one part is "" then, with which every name ends.
  const suffixes = () => dialog.dataset.suffixes.split(",").filter(Boolean);
  const maxBytes = Number(dialog.dataset.maxBytes);
  const isPicture = ({ type, name }) =>
    type.startsWith("image/") || suffixes().some((suffix) => name.toLowerCase().endsWith(suffix));
  let rows = [];
  let running = null;

  const fail = (message) => {
    part("error").textContent = message;
    part("error").hidden = !message;
  };

  const changed = () => {
    part("upload").disabled = rows.length === 0 || running !== null;
    part("upload").textContent = rows.length > 1 ? `Upload and insert ${rows.length}` : "Upload and insert";
    part("choose").disabled = running !== null;
  };

  const leaveOut = (row) => {
    rows = rows.filter((other) => other !== row);
    row.element.remove();
    part("choose").focus();
    changed();
  };

  const add = (files) => {
    if (running) return;
    const pictures = files.filter(isPicture);
    fail(pictures.length < files.length ? "Only pictures can be added here." : "");
    const added = pictures.map((file) => new PictureRow(template, file, { leaveOut, maxBytes }));
    rows.push(...added);
    part("rows").append(...added.map((row) => row.element));
    changed();
    if (!dialog.open) dialog.showModal();
    (added[0] ?? rows[0] ?? part("choose")).focus();
  };

  // The window for files at once, unless what was begun waits in the dialog.
  const choose = () => {
    if (rows.length > 0) add([]);
    else part("choose").click();
  };

  const finish = () => {
    const sent = rows.filter((row) => row.code);
    rows = rows.filter((row) => !row.code);
    for (const row of sent) row.element.remove();
    if (sent.length === 0) {
      rows[0]?.focus();
      return;
    }
    // While the dialog is open, nothing can be written into the text.
    closeOver(textarea, dialog);
    insertPictures(textarea, sent.map((row) => row.code));
    status.textContent = `${isNamed(sent.length)} in the library and in the text.`;
    if (rows.length > 0) {
      dialog.showModal();
      fail(`${isNamed(sent.length)} in the text. What stands below did not arrive.`);
      rows[0].focus();
    }
  };

  const uploadAll = async () => {
    if (running || rows.length === 0) return;
    const incomplete = rows.filter((row) => !row.check());
    if (incomplete.length > 0) {
      incomplete[0].focus();
      return;
    }
    fail("");
    const mine = new AbortController();
    running = mine;
    changed();
    const url = textarea.dataset.markdownxUploadUrlsPath;
    await runSideBySide(rows.map((row) => () => row.send(url, mine.signal)), UPLOADS_AT_ONCE);
    running = null;
    if (mine.signal.aborted) stopped();
    else finish();
    changed();
  };

  // These pictures are in the library already; another upload would add them again.
  const stopped = () => {
    const sent = rows.filter((row) => row.code);
    for (const row of sent) row.element.remove();
    rows = rows.filter((row) => !row.code);
    if (sent.length > 0) status.textContent = `${isNamed(sent.length)} in the library, not in the text.`;
  };

  const cancel = () => {
    for (const row of rows) if (!row.code) row.element.remove();
    rows = rows.filter((row) => row.code);
    dialog.close();
    changed();
  };

  part("upload").addEventListener("click", uploadAll);
  part("cancel").addEventListener("click", cancel);
  part("choose").addEventListener("change", () => {
    const files = [...part("choose").files];
    part("choose").value = "";
    add(files);
  });
  // Escape stops the uploads too, but keeps what was typed for the next time.
  dialog.addEventListener("close", () => running?.abort());
  dialog.addEventListener("keydown", (event) => {
    // Enter in a field of the dialog must not save the article behind it; its words are one line.
    if (event.key === "Enter" && !event.isComposing && event.target.matches("input:not([type=file]), textarea")) {
      event.preventDefault();
      uploadAll();
    }
  });
  takeFiles(dialog, add);
  // What is pasted into the text, paste.js looks at first.
  takeDropped(textarea, add);
  return { add, choose };
}

function takeFiles(element, add) {
  element.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    // Word processors copy text together with a picture of it; then the text is meant.
    if (files.length === 0 || event.clipboardData.getData("text/plain")) return;
    event.preventDefault();
    add(files);
  });
  takeDropped(element, add);
}

function takeDropped(element, add) {
  // For any file: otherwise the browser would open it and leave the page with unsaved text.
  element.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  element.addEventListener("drop", (event) => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    add(files);
  });
}
