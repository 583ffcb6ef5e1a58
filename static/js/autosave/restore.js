// Puts kept values back into the form when the person asks for it: fields as they were, rows
// through the admin's own buttons, so that everything bound to them works as if it were typed.

import { isGroup, partOf } from "./form-values.js";

export function restore(form, { values, labels }) {
  for (const part of new Set(Object.keys(values).map(partOf))) {
    if (isGroup(values, part)) restoreRows(form, part, values, labels);
    else setField(form, part, values[part], labels?.[part]);
  }
}

function setField(form, name, values, labels = {}) {
  const found = form.elements[name];
  if (!found) return;
  for (const field of found instanceof RadioNodeList ? found : [found]) {
    if (field.tagName === "SELECT") choose(field, values, labels);
    else if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else field.value = values[0] ?? "";
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  }
}

// A select that searches on the server holds only the options that were chosen before.
function choose(select, values, labels) {
  const wanted = values.filter((value) => value !== "");
  for (const value of wanted) {
    const isThere = [...select.options].some((option) => option.value === value);
    if (!isThere) select.add(new Option(labels[value] ?? value, value));
  }
  for (const option of select.options) option.selected = wanted.includes(option.value);
  if (!wanted.length && !select.multiple) select.value = "";
}

function restoreRows(form, group, values, labels = {}) {
  // Rows that are folded would hide what was put back.
  form.querySelector(`#${group}-group details`)?.setAttribute("open", "");
  for (let number = 0; number < Number(values[`${group}-TOTAL_FORMS`]?.[0]); number++) {
    const kept = rowOf(values, `${group}-${number}-`);
    const isFilled = Object.entries(kept).some(([name, [value]]) => name !== "article" && name !== "position" && value);
    const target = isFilled ? shownRow(form, group, kept.id?.[0]) ?? addedRow(form, group) : null;
    if (target === null) continue;
    // Browsers do not send an unticked box, so a missing value means unticked.
    for (const [name, found] of Object.entries({ DELETE: [], ...kept })) {
      if (name !== "id" && name !== "article") {
        setField(form, `${group}-${target}-${name}`, found, labels[`${group}-${name}`]);
      }
    }
  }
}

function rowOf(values, start) {
  const own = Object.entries(values).filter(([name]) => name.startsWith(start));
  return Object.fromEntries(own.map(([name, found]) => [name.slice(start.length), found]));
}

function shownRow(form, group, id) {
  if (!id) return null;
  const field = [...form.elements].find(({ name, value }) => name.startsWith(`${group}-`) && name.endsWith("-id") && value === id);
  return field ? Number(field.name.split("-")[1]) : null;
}

function addedRow(form, group) {
  const before = form.elements[`${group}-TOTAL_FORMS`].value;
  // Groups with a panel of their own (desk/row-group.js) add a row by this event, Django's by a link.
  form.querySelector(`[data-rows="${group}"]`)?.dispatchEvent(new Event("row:add"));
  form.querySelector(`#${group}-group .add-row a`)?.click();
  if (form.elements[`${group}-TOTAL_FORMS`].value === before) return null;
  return Number(form.elements[`${group}-TOTAL_FORMS`].value) - 1;
}
