// Shows the chosen photo before it is sent, drawn on a canvas: the address of a file in memory
// is no image of this site, and the Content-Security-Policy refuses it.

import { inWords } from "../file-size.js";

const SHOWN_PX = 640;

export function showPhoto(input, maxBytes) {
  const preview = document.createElement("div");
  preview.className = "photo-preview";
  preview.setAttribute("role", "status");
  input.closest(".file-input").after(preview);

  const update = async () => {
    const [file] = input.files;
    preview.replaceChildren();
    if (!file) return;
    const canvas = file.size > maxBytes ? null : await draw(file);
    // Another photo was chosen meanwhile.
    if (input.files[0] !== file) return;
    preview.replaceChildren(...(canvas ? [canvas] : []), words(file, canvas, maxBytes), remover(input, update));
  };
  input.addEventListener("change", update);
  // The event comes before the browser empties the fields.
  input.form.addEventListener("reset", () => setTimeout(update));
  update();
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

// The canvas, or null for what this browser cannot decode, such as HEIC.
async function draw(file) {
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, SHOWN_PX / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", "The photo you chose");
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return canvas;
  } catch {
    return null;
  }
}
