// One picture that is being uploaded: its file, its words, its progress and its errors.

import { inWords } from "../file-size.js";
import { upload } from "./upload.js";

const THUMBNAIL_PIXELS = 320;
const WORDS = ["alt", "caption", "credit", "licence"];

// Drawn on a canvas, because the Content-Security-Policy rightly refuses blob: addresses. A browser that
// cannot read the format (HEIC) shows an empty frame; the server can.
async function draw(file, canvas) {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return;
  const scale = Math.min(1, THUMBNAIL_PIXELS / Math.max(bitmap.width, bitmap.height));
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
}

async function smaller(file) {
  const { PICTURE, shrink } = await import("../pixels.js");
  return shrink(file, PICTURE);
}

export class PictureRow {
  // Its Markdown, once the library has the picture.
  code = "";

  constructor(template, file, { leaveOut, maxBytes }) {
    this.file = file;
    this.element = template.content.firstElementChild.cloneNode(true);
    this.part("leave-out").addEventListener("click", () => leaveOut(this));
    this.part("leave-out").setAttribute("aria-label", `Leave out ${file.name}`);
    this.name();
    this.ready = this.prepare(maxBytes);
  }

  // The master of a picture is made from the file itself. Only one that the site would refuse for its bytes is
  // made smaller here.
  async prepare(maxBytes) {
    if (this.file.size > maxBytes) {
      // Without that script it goes as it is, and the site says that it is too large.
      this.file = await smaller(this.file).catch(() => this.file);
      this.name();
    }
    await draw(this.file, this.part("thumbnail"));
  }

  name() {
    this.part("name").textContent = `${this.file.name}, ${inWords(this.file.size)}`;
  }

  part(name) {
    return this.element.querySelector(`[data-${name}]`);
  }

  focus() {
    this.part("alt").focus();
  }

  // Whether all required words are there.
  check() {
    const complete = this.part("alt").value.trim() !== "" || this.part("decorative").checked;
    this.fail(complete ? "" : "Say what the picture shows, or that it is decoration.");
    this.part("alt").setAttribute("aria-invalid", String(!complete));
    return complete;
  }

  fail(message) {
    this.part("error").textContent = message;
    this.part("error").hidden = !message;
  }

  async send(url, signal) {
    this.busy(true);
    try {
      await this.ready;
      const progress = (share) => this.show(share);
      this.code = (await upload(url, this.fields(), { signal, progress })).image_code;
    } catch (problem) {
      if (problem.name !== "AbortError") this.fail(problem.message);
    } finally {
      this.busy(false);
    }
  }

  fields() {
    const fields = { image: this.file };
    for (const name of WORDS) fields[name] = this.part(name).value.trim();
    if (this.part("decorative").checked) fields.is_decorative = "on";
    return fields;
  }

  busy(isBusy) {
    this.part("words").disabled = isBusy;
    this.part("sending").hidden = !isBusy;
    this.show(this.code ? 1 : 0);
  }

  // After the upload the server makes smaller sizes, and nobody knows how long that takes.
  show(share) {
    const bar = this.part("progress");
    if (share < 1 || this.code) bar.value = share;
    else bar.removeAttribute("value");
    this.part("doing").textContent = share < 1 ? "Sending" : "Being made ready";
  }
}
