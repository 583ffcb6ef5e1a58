// Makes a large photo smaller and shows it before it is sent, drawn on a canvas: the address of a file in memory
// is no image of this site, and the Content-Security-Policy refuses it.

import { inWords } from "../file-size.js";

// Cameras of 48 megapixels write more, and a site stores far less of it.
const LARGE_BYTES = 3 * 1024 * 1024;

export function showPhoto(input, maxBytes) {
  const preview = document.createElement("div");
  preview.className = "photo-preview";
  preview.setAttribute("role", "status");
  input.closest(".file-input").after(preview);

  const update = async () => {
    const [chosen] = input.files;
    preview.replaceChildren();
    if (!chosen) return;
    const { PHOTO, draw, shrink } = await import("../pixels.js");
    const file = chosen.size > LARGE_BYTES ? await shrink(chosen, PHOTO) : chosen;
    const canvas = file.size > maxBytes ? null : await draw(file);
    // Another photo was chosen meanwhile.
    if (input.files[0] !== chosen) return;
    if (file !== chosen) put(file, input);
    preview.replaceChildren(...(canvas ? [canvas] : []), words(file, canvas, maxBytes), remover(input, update));
  };
  input.addEventListener("change", update);
  // The event comes before the browser empties the fields.
  input.form.addEventListener("reset", () => setTimeout(update));
  update();
}

function put(file, input) {
  const files = new DataTransfer();
  files.items.add(file);
  input.files = files.files;
}

function words(file, canvas, maxBytes) {
  const text = document.createElement("p");
  const size = inWords(file.size);
  if (file.size > maxBytes) {
    text.className = "field-error";
    text.textContent = `This photo has ${size}, more than we accept. Choose a smaller one.`;
  } else if (canvas) {
    text.textContent = `This photo goes with your comment: ${file.name}, ${size}.`;
  } else {
    text.textContent = `${file.name}, ${size}. Your browser cannot show it here. If it is a photo, you can still send it.`;
  }
  return text;
}

function remover(input, update) {
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    textContent: "Remove the photo",
  });
  button.addEventListener("click", () => {
    input.value = "";
    update();
    input.focus();
  });
  return button;
}
