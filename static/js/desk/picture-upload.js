// Brings pictures into the library from this device: dropped, pasted or chosen, several at once, each with its words.

import { PictureRow } from "../editor/picture-row.js";
import { get } from "../editor/requests.js";
import { runSideBySide } from "../editor/upload.js";

// The server makes two pictures at a time; more would only wait there.
const AT_ONCE = 2;
// The library's name for it, in the Markdown that the upload answers with.
const KEY = /picture:([^)]+)/;

const inWords = (count) => (count === 1 ? "The picture is" : `${count} pictures are`);
const hasFiles = (event) => event.dataTransfer?.types.includes("Files");

// `dropOn` also takes files, and `done` gets the pictures that the library has now: [{pk, key, alt, thumbnail}].
export function bindUpload(dialog, { dropOn, done }) {
  const part = (name) => dialog.querySelector(`[data-${name}]`);
  const suffixes = dialog.dataset.suffixes.split(",").filter(Boolean);
  const isPicture = ({ type, name }) =>
    type.startsWith("image/") || suffixes.some((suffix) => name.toLowerCase().endsWith(suffix));
  const maxBytes = Number(dialog.dataset.maxBytes);
  let rows = [];
  let running = null;

  const fail = (message) => {
    part("upload-error").textContent = message;
    part("upload-error").hidden = !message;
  };

  const changed = () => {
    part("upload-send").disabled = rows.length === 0 || running !== null;
    part("upload-send").textContent = rows.length > 1 ? `Add ${rows.length} pictures` : "Add the picture";
    part("upload-files").disabled = running !== null;
  };

  const forget = (gone) => {
    for (const row of gone) row.element.remove();
    rows = rows.filter((row) => !gone.includes(row));
    changed();
  };

  const leaveOut = (row) => {
    forget([row]);
    (rows[0] ?? part("upload-files")).focus();
  };

  const open = (files = []) => {
    if (running) return;
    const pictures = files.filter(isPicture);
    fail(pictures.length < files.length ? "Only pictures can be added here." : "");
    const added = pictures.map((file) => new PictureRow(part("upload-row"), file, { leaveOut, maxBytes }));
    rows.push(...added);
    part("upload-rows").append(...added.map((row) => row.element));
    changed();
    if (!dialog.open) dialog.showModal();
    (added[0] ?? rows[0] ?? part("upload-files")).focus();
  };

  // The window for files at once, unless what was begun waits in the dialog.
  const choose = () => {
    if (rows.length > 0) open();
    else part("upload-files").click();
  };

  // They are in the library, whatever becomes of this question.
  const tell = async (keys) => {
    try {
      const { pictures } = await (await get(dialog.dataset.pictures, { keys: keys.join(",") })).json();
      // The library's order is another than that in which they were chosen.
      done(keys.map((key) => pictures.find((picture) => picture.key === key)).filter(Boolean));
    } catch (problem) {
      fail(`${inWords(keys.length)} in the library. ${problem.message}`);
    }
  };

  const send = async () => {
    const incomplete = rows.filter((row) => !row.check());
    if (running || rows.length === 0 || incomplete.length > 0) return incomplete[0]?.focus();
    fail("");
    running = new AbortController();
    const { signal } = running;
    changed();
    await runSideBySide(rows.map((row) => () => row.send(dialog.dataset.url, signal)), AT_ONCE);
    running = null;
    const sent = rows.filter((row) => row.code);
    forget(sent);
    if (sent.length > 0) await tell(sent.map(({ code }) => code.match(KEY)[1]));
    if (rows.length === 0) return dialog.close();
    if (sent.length > 0) fail(`${inWords(sent.length)} added. What stands below did not arrive.`);
    return rows[0].focus();
  };

  part("upload-send").addEventListener("click", send);
  part("upload-cancel").addEventListener("click", () => {
    forget(rows);
    dialog.close();
  });
  part("upload-files").addEventListener("change", ({ target }) => {
    const files = [...target.files];
    target.value = "";
    open(files);
  });
  // Escape stops the uploads too, but keeps what was typed for the next time.
  dialog.addEventListener("close", () => running?.abort());
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input:not([type=file])")) return;
    event.preventDefault();
    send();
  });
  for (const target of [dropOn, dialog]) takeFiles(target, open);
  return { open, choose };
}

function takeFiles(target, open) {
  target.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    target.classList?.add("is-over");
  });
  target.addEventListener("dragleave", () => target.classList?.remove("is-over"));
  target.addEventListener("drop", (event) => {
    target.classList?.remove("is-over");
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    open([...event.dataTransfer.files]);
  });
  target.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    // Word processors copy text together with a picture of it; then the text is meant.
    if (files.length === 0 || event.clipboardData.getData("text/plain")) return;
    event.preventDefault();
    open(files);
  });
}
