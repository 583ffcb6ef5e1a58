// Puts a picture that the library already has into the text.

import { insertPictures } from "./insert.js";
import { get } from "./requests.js";

const SEARCH_DELAY_MS = 250;
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

function optionOf(template, picture) {
  const option = template.content.firstElementChild.cloneNode(true);
  const part = (name) => option.querySelector(`[data-${name}]`);
  const image = part("thumbnail");
  image.width = picture.thumbnail.width;
  image.height = picture.thumbnail.height;
  image.src = picture.thumbnail.src;
  part("alt").textContent = picture.alt || "Decoration";
  part("key").textContent = picture.key;
  part("usage").textContent = picture.usage;
  part("pick").dataset.code = picture.code;
  return option;
}

export function bindPicturePicker(editor, textarea, status) {
  const dialog = editor.querySelector("[data-picker-dialog]");
  const part = (name) => dialog.querySelector(`[data-${name}]`);
  let before = null;
  let running;
  let timer;

  const load = async (isMore) => {
    running?.abort();
    running = new AbortController();
    const mine = running.signal;
    const fields = { q: part("search").value, ...(isMore ? { before } : {}) };
    try {
      const { pictures, next } = await (await get(dialog.dataset.url, fields, mine)).json();
      if (mine.aborted) return;
      const options = pictures.map((picture) => optionOf(part("option-template"), picture));
      if (isMore) part("options").append(...options);
      else part("options").replaceChildren(...options);
      before = next;
      part("more").hidden = next === null;
      if (isMore) options[0]?.querySelector("button").focus();
      say(part("options").childElementCount, next);
    } catch (problem) {
      if (problem.name !== "AbortError") part("found").textContent = problem.message;
    }
  };

  const say = (count, next) => {
    const pictures = count === 1 ? "1 picture" : `${count} pictures`;
    part("found").textContent = count === 0 ? "No picture fits." : pictures + (next ? ", and there are more." : ".");
  };

  const pick = (button) => {
    dialog.close();
    insertPictures(textarea, [button.dataset.code]);
    status.textContent = "The picture is in the text.";
  };

  const move = (event) => {
    const places = [part("search"), ...dialog.querySelectorAll("[data-pick]")];
    const place = places.indexOf(document.activeElement);
    // In the search field, left and right move the cursor.
    const isOwn = place === 0 && /Left|Right/.test(event.key);
    const target = places[place + STEPS[event.key]];
    if (place < 0 || isOwn || !target) return;
    event.preventDefault();
    target.focus();
  };

  editor.querySelector("[data-pick-picture]").addEventListener("click", () => {
    part("search").value = "";
    part("options").replaceChildren();
    dialog.showModal();
    part("search").focus();
    load(false);
  });
  part("search").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => load(false), SEARCH_DELAY_MS);
  });
  part("options").addEventListener("click", (event) => {
    const button = event.target.closest("[data-pick]");
    if (button) pick(button);
  });
  part("more").addEventListener("click", () => load(true));
  part("cancel").addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (event.key in STEPS) move(event);
    // Enter in the search must not save the article behind the dialog.
    if (event.key === "Enter" && event.target === part("search")) event.preventDefault();
  });
}
