// Extras for the form of a comment, which works without them as an ordinary form.

import { countDown } from "./counter.js";
import { Draft } from "./draft.js";
import { showPhoto } from "./photo.js";
import { sendPatiently } from "./sending.js";

function enhance(form) {
  const draft = new Draft(form);
  draft.restore();
  countDown(form.elements.text);
  showPhoto(form.elements.photo, Number(form.dataset.maxBytes));
  sendPatiently(form, { onTaken: () => draft.drop(), onRefused: (page) => takeOver(page, form) });
}

// Shows the page with the errors without loading it anew, so that the chosen photo stays chosen.
function takeOver(page, form) {
  const main = document.importNode(page.querySelector("main"), true);
  document.querySelector("main").replaceWith(main);
  document.title = page.title;
  const next = main.querySelector("[data-comment-form]");
  keepPhoto(form.elements.photo, next.elements.photo);
  enhance(next);
  const summary = main.querySelector(".error-summary");
  summary.focus();
  summary.scrollIntoView();
}

function keepPhoto(from, to) {
  const isFaulty = to.getAttribute("aria-invalid") === "true";
  if (!from.files.length || isFaulty) return;
  to.files = from.files;
  for (const hint of to.form.querySelectorAll("[data-lost-photo]")) hint.remove();
}

for (const form of document.querySelectorAll("[data-comment-form]")) enhance(form);
