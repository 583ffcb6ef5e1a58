// Keyboard shortcuts of moderators: a switch that this browser remembers, and keys that call functions.

const STORED = "moderation-keys";
const FIELDS = "input:not([type=checkbox], [type=submit], [type=button]), textarea, select, [contenteditable]";

function stored() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    // If the browser stores nothing, the switch works for this page only.
    return true;
  }
}

// `actions` has a function for each key; one that returns false had nothing to do, and `tell` says so.
export function bindKeys(actions, tell) {
  const area = document.querySelector("[data-keys]");
  if (!area) return;
  const control = area.querySelector("[data-keys-switch]");
  const help = area.querySelector("[data-keys-help]");
  control.checked = stored();
  control.addEventListener("change", () => {
    try {
      localStorage.setItem(STORED, control.checked ? "on" : "off");
    } catch {
      // The switch keeps its state until the page is left.
    }
  });
  const all = { ...actions, "?": () => help.togglePopover() };
  document.addEventListener("keydown", (event) => {
    const meant = control.checked && !event.repeat && !(event.ctrlKey || event.altKey || event.metaKey);
    if (!meant || event.target.closest(FIELDS) || !Object.hasOwn(all, event.key)) return;
    event.preventDefault();
    if (all[event.key]() === false) tell?.(`Key ${event.key}: nothing to do here.`);
  });
  area.hidden = false;
}
