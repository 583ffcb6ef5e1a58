// The dialog that hands a text in: it says what the checks found and where the page will stand, and asks
// for a note. Ctrl+Enter opens it, and hands in from within it. A text that was never saved is saved first:
// only then can it be checked.

import { leadToWanted } from "../autosave/wanted.js";

const UNSAVED = "Nothing is saved yet, so nothing could be checked.";

export function bindHandIn(form) {
  const dialog = document.querySelector("[data-hand-in-dialog]");
  // The bar may get its buttons anew.
  const buttonAt = (element) => element.closest("[data-hand-in]");
  const part = (name) => dialog.querySelector(`[data-hand-in-${name}]`);
  let wanted = null;

  // A text without checks has no article yet.
  const isSaved = () => Boolean(document.querySelector("[data-markdown-editor]").dataset.checksUrl);
  const showSaved = () => {
    part("unsaved").hidden = isSaved();
    part("now").disabled = !isSaved();
    part("reason").textContent = wanted ? `${UNSAVED} ${wanted.error}` : `${UNSAVED} Saving…`;
    part("lead").hidden = !wanted;
    part("lead").textContent = wanted?.lead ?? "";
  };
  const open = () => {
    part("place").textContent = placeOf(form);
    wanted = null;
    showSaved();
    dialog.showModal();
    dialog.querySelector("textarea").focus();
    if (!isSaved()) document.dispatchEvent(new CustomEvent("scratchpost:save", { cancelable: true }));
  };
  const hand = () => {
    if (part("now").disabled) return;
    dialog.close();
    form.requestSubmit(part("now"));
  };
  document.addEventListener("click", (event) => {
    if (!buttonAt(event.target)) return;
    event.preventDefault();
    open();
  });
  part("now").addEventListener("click", (event) => {
    event.preventDefault();
    hand();
  });
  for (const close of dialog.querySelectorAll("[data-close]")) close.addEventListener("click", () => dialog.close());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
    event.preventDefault();
    if (dialog.open) hand();
    else if (document.querySelector("[data-hand-in]") && !document.querySelector("dialog[open]")) open();
  });
  document.addEventListener("scratchpost:incomplete", ({ detail }) => {
    wanted = detail;
    showSaved();
  });
  document.addEventListener("scratchpost:saved", showSaved);
  part("lead").addEventListener("click", () => {
    dialog.close();
    leadToWanted(form, wanted.field);
  });
  document.addEventListener("editor:checked", ({ detail }) => {
    const blocking = detail.findings.filter(({ blocks }) => blocks);
    const warnings = detail.findings.filter(({ blocks }) => !blocks);
    part("blocking").textContent = inWords(blocking);
    part("warnings").textContent = inWords(warnings);
    part("faults").hidden = blocking.length === 0;
  });
}

// "Nothing", or the first of them and how many more there are.
function inWords(findings) {
  if (findings.length === 0) return "Nothing";
  const [first, ...rest] = findings;
  const more = rest.length ? ` And ${rest.length} more.` : "";
  return `${first.where}: ${first.message}${more}`;
}

function placeOf(form) {
  const category = form.elements.namedItem("category")?.selectedOptions[0]?.text ?? "";
  const animals = [...form.querySelectorAll("[name=species]:checked")].map((box) => box.closest("label").textContent.trim());
  const urgency = form.querySelector("[name=urgency]:checked")?.closest("label").querySelector("b").textContent;
  return [category, animals.join(" and ") || "no animal chosen", urgency ?? "no urgency chosen"].join(", ");
}
