// Keyboard shortcuts for moderators, in the list of comments and on a comment's page. Each key
// presses a button or follows a link of the page. [data-keys] holds the switch and the list of keys.

const STORED = "moderation-keys";
const FIELDS = "input:not([type=checkbox], [type=submit], [type=button]), textarea, select, [contenteditable]";
const ACTIONS = {
  approve: "approve_selected",
  reject: "reject_selected",
  spam: "spam_selected",
  hold: "hold_selected",
  blur: "blur_selected",
};

const keys = document.querySelector("[data-keys]");
const control = keys?.querySelector("[data-keys-switch]");
const help = keys?.querySelector("[data-keys-help]");
const rows = [...document.querySelectorAll("#result_list tbody tr:not(.group-head)")];
const isList = document.getElementById("changelist-form") !== null;

// If the browser stores nothing, the switch works for this page only.
let isOn = true;
try {
  isOn = localStorage.getItem(STORED) !== "off";
} catch {
  isOn = true;
}

function showSwitch() {
  control.textContent = `Keyboard shortcuts: ${isOn ? "on" : "off"}`;
}

function turn() {
  isOn = !isOn;
  showSwitch();
  try {
    localStorage.setItem(STORED, isOn ? "on" : "off");
  } catch {
    // The switch keeps its state until the page is left.
  }
}

function current() {
  return rows.find((row) => row.contains(document.activeElement));
}

function go(step) {
  const at = rows.indexOf(current());
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step;
  rows[Math.min(Math.max(next, 0), rows.length - 1)]?.focus();
}

function ticked() {
  return rows.filter((row) => row.querySelector(".action-select")?.checked);
}

// Decides on the ticked comments through the list's own menu, so that one request handles them all.
function pressForTicked(verb) {
  const form = document.getElementById("changelist-form");
  const menu = form.querySelector("select[name=action]");
  menu.value = ACTIONS[verb];
  form.querySelector("button[name=index]").click();
}

function press(verb) {
  if (!isList) {
    document.querySelector(`[data-press="${verb}"]`)?.click();
    return;
  }
  const row = current();
  if (ticked().length > 0) {
    pressForTicked(verb);
  } else if (row && verb === "blur") {
    row.querySelector(".action-select").checked = true;
    pressForTicked(verb);
  } else {
    row?.querySelector(`[data-press="${verb}"]`)?.click();
  }
}

// In the list, the form in the current row; on a comment's page, the only one.
function openReply() {
  const form = isList ? current()?.querySelector("[data-row-reply]") : document.getElementById("reply");
  if (!form) return;
  form.open = true;
  form.querySelector("textarea")?.focus();
}

const DO = {
  j: () => go(1),
  k: () => go(-1),
  o: () => current()?.querySelector("th a, .field-excerpt a")?.click(),
  x: () => current()?.querySelector(".action-select")?.click(),
  a: () => press("approve"),
  r: () => press("reject"),
  s: () => press("spam"),
  h: () => press("hold"),
  e: () => openReply(),
  b: () => press("blur"),
  u: () => document.querySelector("[data-undo]")?.click(),
  "?": () => {
    help.open = !help.open;
  },
};

function act(event) {
  const meant = isOn && !event.repeat && !(event.ctrlKey || event.altKey || event.metaKey);
  if (!meant || event.target.closest(FIELDS) || !Object.hasOwn(DO, event.key)) return;
  event.preventDefault();
  DO[event.key]();
}

if (keys) {
  for (const row of rows) row.tabIndex = -1;
  showSwitch();
  control.addEventListener("click", turn);
  document.addEventListener("keydown", act);
  keys.hidden = false;
}
