// The writing page: ties the fields, the panel, the autosave and the bar together. The text's own tools are
// in js/editor.

import { bindAutosave } from "../autosave/form.js";
import { bindCounters } from "../editor/counters.js";
import { bindGrowing } from "../editor/growing.js";
import { bindBegun } from "./begun.js";
import { bindHandIn } from "./hand-in.js";
import { bindLeading, leadTo } from "./leading.js";
import { Panel } from "./panel.js";
import { bindPlace } from "./place.js";
import { bindPreviewFollowing } from "./preview-following.js";
import { bindPreviewTop } from "./preview-top.js";
import { bindTabCounts } from "./tab-counts.js";

const form = document.querySelector("#article_form");
const textarea = form.querySelector("textarea.markdownx-editor");

const panel = new Panel(document.querySelector("[data-tabs]"));
for (const field of form.querySelectorAll("[data-growing]")) bindGrowing(field);
for (const bar of form.querySelectorAll("[data-counter-bar]")) bar.hidden = false;
bindCounters(form);
bindTabCounts(form, textarea);
const frame = document.querySelector("[data-preview]");
bindPreviewTop(form, frame);
bindPreviewFollowing(textarea, frame);
bindHandIn(form);
bindBegun(textarea);
const isLed = bindLeading(panel);

// A finding is about a field of the article: the panel may hide it.
document.addEventListener("editor:lead", (event) => {
  const { place, anchor } = event.detail;
  if (place === textarea.name) panel.reveal(textarea);
  else if (!place.startsWith("picture:")) {
    event.preventDefault();
    leadTo(panel, document.querySelector(`[data-place="${CSS.escape(place)}"]`) ?? document.getElementById(anchor));
  }
});
// “Add a reference…” in the list after [^.
document.addEventListener("editor:reference", () => leadTo(panel, document.querySelector("[data-ref-paste]")));

// The admin's own scripts set up rows and selects first.
django.jQuery(() => {
  const autosave = bindAutosave(form);
  bindPlace({ article: () => autosave.article, panel, textarea, isLed });
  // Ctrl+S (js/editor/shortcuts.js), and the entry of the menu More.
  document.addEventListener("scratchpost:save", (event) => {
    event.preventDefault();
    autosave.saveNow();
  });
  document.addEventListener("click", (event) => {
    const entry = event.target.closest("[data-save-version]");
    if (!entry) return;
    event.preventDefault();
    entry.closest("[popover]").hidePopover();
    autosave.saveNow();
  });
});
