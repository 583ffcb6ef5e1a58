// The forms of blocks with several parts: they write the block, and open again on one to change it.

import { blockAt, writeBlock } from "./block-text.js";
import { Grid } from "./grid.js";
import { apply, closeOver, insertBlock } from "./insert.js";
import { lineEnd } from "./lines.js";

// What a new block begins with. Empty words are asked for.
const NEW_TABLE = { rows: [["", ""], ["", ""], ["", ""]], alignments: [] };
const BEGIN = {
  "do-dont": { doTitle: "Do", doItems: "", dontTitle: "Don’t", dontItems: "" },
  table: NEW_TABLE,
  comparison: { ...NEW_TABLE, title: "", rows: [["", "", ""], ["", "", ""], ["", "", ""]] },
};

const NAMES = { care: "care card", "do-dont": "do and don’t", table: "table", comparison: "comparison" };

export function bindBlockForms(root, textarea, careLevels) {
  const form = (kind) => root.querySelector(`[data-block-form="${kind}"]`);
  const here = () => blockAt(textarea.value, textarea.selectionStart);
  // The block that is being changed; null for a new one.
  let changed = null;

  for (const dialog of root.querySelectorAll("[data-block-form]")) {
    const grid = dialog.querySelector("[data-grid]");
    if (grid) dialog.grid = new Grid(grid);
    dialog.querySelector("[data-put]").addEventListener("click", () => put(dialog));
    dialog.querySelector("[data-cancel]").addEventListener("click", () => closeOver(textarea, dialog));
    dialog.addEventListener("keydown", (event) => {
      // Enter in a field must not save the article behind the dialog.
      if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
      event.preventDefault();
      if (!event.target.closest("[data-grid]")) put(dialog);
    });
    const level = dialog.querySelector("[data-field=level]");
    level?.addEventListener("change", () => offerTitle(dialog, level.value));
  }

  // The menu of blocks offers to change the one that the caret stands in.
  const item = root.querySelector("[data-change]");
  item.closest("[popover]").addEventListener("beforetoggle", () => {
    const kind = here()?.kind;
    item.hidden = !kind;
    item.querySelector("[data-change-name]").textContent = `Change this ${NAMES[kind]}…`;
  });

  // A title that is still the usual one of its level follows the level.
  function offerTitle(dialog, level) {
    const title = dialog.querySelector("[data-field=title]");
    const usual = careLevels.map((each) => each.title);
    if (!title.value.trim() || usual.includes(title.value)) {
      title.value = careLevels.find((each) => each.level === level)?.title ?? "";
    }
  }

  function show(kind, fields) {
    const dialog = form(kind);
    for (const field of dialog.querySelectorAll("[data-field]")) {
      field.value = fields[field.dataset.field] ?? "";
    }
    dialog.grid?.show(fields);
    dialog.querySelector("[data-put]").textContent = changed ? "Change it" : "Put it in";
    fail(dialog, "");
    dialog.showModal();
    dialog.querySelector("[data-first]")?.focus();
  }

  function put(dialog) {
    const missing = [...dialog.querySelectorAll("[data-needed]")].find((field) => !field.value.trim());
    const problem = missing ? missing.dataset.needed : dialog.grid?.problem;
    if (problem) {
      fail(dialog, problem);
      (missing ?? dialog.grid.first).focus();
      return;
    }
    const text = writeBlock(dialog.dataset.blockForm, { ...dialog.grid?.fields, ...fieldsOf(dialog) });
    const target = changed;
    // While the dialog is open, nothing can be written into the text.
    closeOver(textarea, dialog);
    if (target) {
      apply(textarea, { ...target, text });
    } else {
      const end = lineEnd(textarea.value, textarea.selectionEnd);
      textarea.setSelectionRange(end, end);
      insertBlock(textarea, { text });
    }
  }

  return {
    // On a block of the same kind, that one opens.
    open(kind, { level } = {}) {
      const found = here();
      changed = found?.kind === kind ? { from: found.from, to: found.to } : null;
      const usual = careLevels.find((each) => each.level === level);
      const begin = kind === "care" ? { level, title: usual?.title ?? "", items: "" } : BEGIN[kind];
      show(kind, changed ? { ...known(found.fields, careLevels), ...(level ? { level } : {}) } : begin);
    },
    change() {
      const found = here();
      if (!found) return;
      changed = { from: found.from, to: found.to };
      show(found.kind, known(found.fields, careLevels));
    },
  };
}

// Texts from before there were four levels name them otherwise.
const OLD_LEVELS = { emergency: "now", soon: "within-days", routine: "at-home" };

function known(fields, careLevels) {
  if (!("level" in fields) || careLevels.some(({ level }) => level === fields.level)) return fields;
  return { ...fields, level: OLD_LEVELS[fields.level] ?? "" };
}

function fieldsOf(dialog) {
  return Object.fromEntries([...dialog.querySelectorAll("[data-field]")].map(({ dataset, value }) => [dataset.field, value]));
}

function fail(dialog, words) {
  const error = dialog.querySelector("[data-error]");
  error.textContent = words;
  error.hidden = !words;
}
