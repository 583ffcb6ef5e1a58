// "My vet": the number that a reader typed once is shown wherever it helps. Without this script the form
// is not shown, and [data-without-script] says what to do instead.

import { showVet } from "./calls.js";
import { bindForm } from "./form.js";
import { onChange } from "./kept.js";

// The link to a folded form opens it.
function openForm(event) {
  const form = document.querySelector("[data-vet-form]");
  event.preventDefault();
  form.closest("details").open = true;
  form.scrollIntoView();
  form.querySelector("input").focus({ preventScroll: true });
}

for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;
for (const part of document.querySelectorAll("[data-without-script]")) part.hidden = true;
for (const form of document.querySelectorAll("[data-vet-form]")) bindForm(form);
for (const link of document.querySelectorAll('a[href="#my-vet"]')) link.addEventListener("click", openForm);
showVet();
onChange(() => showVet());
