// Chooses one of the library's pictures, for the text or for whoever asks with choosePicture().

import { backTo, insertPictures } from "./insert.js";
import { get } from "./requests.js";

const SEARCH_DELAY_MS = 250;
const pickers = new WeakMap();

function optionOf(template, picture) {
  const option = template.content.firstElementChild.cloneNode(true);
  const part = (name) => option.querySelector(`[data-${name}]`);
  const image = part("thumbnail");
  image.width = picture.thumbnail.width;
  image.height = picture.thumbnail.height;
  image.src = picture.thumbnail.src;
  part("alt").textContent = picture.alt || `Decoration: ${picture.key}`;
  part("usage").textContent = picture.usage;
  part("pick").picture = picture;
  return option;
}

const inWords = (count, isMore) => {
  if (count === 0) return "No picture fits. Other words, or one from this device?";
  return `${count === 1 ? "1 picture" : `${count} pictures`}${isMore ? ", and there are more." : "."}`;
};

class Picker {
  constructor(dialog) {
    this.dialog = dialog;
    this.before = null;
    this.part("search").addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.load(false), SEARCH_DELAY_MS);
    });
    this.part("options").addEventListener("click", (event) => {
      const button = event.target.closest("[data-pick]");
      if (button) this.answer(button.picture);
    });
    this.part("more").addEventListener("click", () => this.load(true));
    for (const button of dialog.querySelectorAll("[data-cancel]")) {
      button.addEventListener("click", () => dialog.close());
    }
    // Escape closes it too: nothing is chosen then.
    dialog.addEventListener("close", () => this.answer(null));
    dialog.addEventListener("keydown", (event) => this.pressed(event));
  }

  part(name) {
    return this.dialog.querySelector(`[data-${name}]`);
  }

  choose() {
    this.part("search").value = "";
    this.part("options").replaceChildren();
    this.dialog.showModal();
    this.part("search").focus();
    this.load(false);
    return new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  answer(picture) {
    const { resolve } = this;
    this.resolve = null;
    this.running?.abort();
    if (this.dialog.open) this.dialog.close();
    resolve?.(picture);
  }

  async load(isMore) {
    this.running?.abort();
    this.running = new AbortController();
    const { signal } = this.running;
    const fields = { q: this.part("search").value, ...(isMore ? { before: this.before } : {}) };
    try {
      const { pictures, next } = await (await get(this.dialog.dataset.url, fields, signal)).json();
      if (signal.aborted) return;
      const options = pictures.map((picture) => optionOf(this.part("option-template"), picture));
      if (isMore) this.part("options").append(...options);
      else this.part("options").replaceChildren(...options);
      this.before = next;
      this.part("more").hidden = next === null;
      if (isMore) options[0]?.querySelector("button").focus();
      this.part("found").textContent = inWords(this.part("options").childElementCount, next !== null);
    } catch (problem) {
      if (problem.name !== "AbortError") this.part("found").textContent = problem.message;
    }
  }

  pressed(event) {
    const isSearching = event.target === this.part("search");
    // Enter in the search must not save the article behind the dialog.
    if (event.key === "Enter" && isSearching) event.preventDefault();
    const target = this.neighbour(event.key, isSearching);
    if (!target) return;
    event.preventDefault();
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  }

  // By row and column of the grid as it stands; from its first row, up leads back to the search.
  neighbour(key, isSearching) {
    const buttons = [...this.dialog.querySelectorAll("[data-pick]")];
    if (isSearching) return key === "ArrowDown" ? buttons[0] : null;
    const at = buttons.indexOf(document.activeElement);
    if (at < 0) return null;
    const top = buttons[0].getBoundingClientRect().top;
    const columns = buttons.filter((button) => Math.abs(button.getBoundingClientRect().top - top) < 1).length;
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };
    if (key === "Home") return buttons[0];
    if (key === "End") return buttons.at(-1);
    if (!(key in steps)) return null;
    const next = at + steps[key];
    if (next < 0) return key === "ArrowUp" ? this.part("search") : null;
    return buttons[Math.min(next, buttons.length - 1)];
  }
}

// Resolves to the picture, {pk, key, alt, code, usage, thumbnail}, or to null when nothing was chosen.
export function choosePicture(dialog) {
  if (!pickers.has(dialog)) pickers.set(dialog, new Picker(dialog));
  return pickers.get(dialog).choose();
}

// Opens the library for the text. `upload` opens the dialog for a picture from this device.
export function bindPicturePicker(editor, textarea, { status, upload }) {
  const dialog = editor.querySelector("[data-picker-dialog]");
  dialog.querySelector("[data-upload-instead]").addEventListener("click", () => {
    dialog.close();
    upload();
  });
  return async () => {
    const { selectionStart: from, selectionEnd: to } = textarea;
    const picture = await choosePicture(dialog);
    if (!picture) return;
    backTo(textarea, from, to);
    insertPictures(textarea, [picture.code]);
    status.textContent = "The picture is in the text.";
  };
}
