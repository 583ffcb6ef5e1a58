// The form for the reader's vet, [data-vet-form], with [data-vet-field], [data-vet-forget] and [data-vet-said].
// It is never sent: its fields have no names.

import { showVet } from "./calls.js";
import { forget, keep, kept } from "./kept.js";
import { isNumber } from "./numbers.js";

const KEPT = "Kept on this device.";
const NOT_KEPT = "This browser keeps nothing. The number is here until you leave the page: write it on the sheet for the fridge.";
const FORGOTTEN = "Forgotten.";

function problemWith(which, text) {
  if (which === "name") return "";
  if (!text) return which === "day" ? "Type your vet’s number." : "";
  return isNumber(text) ? "" : "Use digits, spaces and + only.";
}

// Shows the problem, or takes an old one away. Returns whether there is one.
function tell(field, problem) {
  const error = document.getElementById(`${field.id}-error`);
  if (!error) return false;
  field.closest(".field").classList.toggle("field-invalid", Boolean(problem));
  error.hidden = !problem;
  error.querySelector("[data-vet-error]").textContent = problem;
  if (problem) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
  return Boolean(problem);
}

class VetForm {
  constructor(form) {
    this.form = form;
    this.fields = [...form.querySelectorAll("[data-vet-field]")];
    this.said = form.querySelector("[data-vet-said]");
  }

  bind() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.keep();
    });
    this.form.querySelector("[data-vet-forget]").addEventListener("click", () => this.forget());
    this.fill();
  }

  fill() {
    for (const field of this.fields) field.value = kept()[field.dataset.vetField] ?? "";
  }

  keep() {
    const typed = Object.fromEntries(this.fields.map((field) => [field.dataset.vetField, field.value.trim()]));
    const wrong = this.fields.filter((field) => tell(field, problemWith(field.dataset.vetField, typed[field.dataset.vetField])));
    if (wrong.length) {
      this.said.textContent = "";
      wrong[0].focus();
      return;
    }
    const isKept = keep(typed);
    this.said.textContent = isKept ? KEPT : NOT_KEPT;
    showVet();
    if (isKept) this.leave();
  }

  // Folds the form, and leads to the button that phones the number.
  leave() {
    const fold = this.form.closest("details");
    fold.open = false;
    (document.querySelector("[data-vet-call=day]") ?? fold.querySelector("summary")).focus();
  }

  forget() {
    forget();
    for (const field of this.fields) tell(field, "");
    this.fill();
    showVet();
    this.said.textContent = FORGOTTEN;
  }
}

export function bindForm(form) {
  new VetForm(form).bind();
}
