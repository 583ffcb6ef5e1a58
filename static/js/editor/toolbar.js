// The buttons above the text: one stop for Tab, arrow keys between them. A menu button opens its list below it.

const moved = (at, key, length) => {
  const next = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: length - 1 }[key];
  return next === undefined ? null : (next + length) % length;
};

export function bindToolbar(toolbar, actions) {
  const buttons = () =>
    [...toolbar.querySelectorAll("[data-do], [data-menu]")].filter(
      (button) => !button.closest("[popover]") && button.offsetParent !== null,
    );
  const stop = (current) => {
    for (const button of toolbar.querySelectorAll("[data-do], [data-menu]")) {
      if (!button.closest("[popover]")) button.tabIndex = button === current ? 0 : -1;
    }
  };
  toolbar.hidden = false;
  stop(toolbar.querySelector("[data-do]"));

  toolbar.addEventListener("keydown", (event) => {
    if (event.target.closest("[popover]") || event.key === "ArrowUp" || event.key === "ArrowDown") return;
    const all = buttons();
    const next = moved(all.indexOf(event.target.closest("button")), event.key, all.length);
    if (next === null) return;
    event.preventDefault();
    stop(all[next]);
    all[next].focus();
    all[next].scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  toolbar.addEventListener("focusin", (event) => {
    const button = event.target.closest("[data-do], [data-menu]");
    if (button && !button.closest("[popover]")) stop(button);
  });
  // A press must not take the selection from the text, nor put the phone's keyboard away.
  toolbar.addEventListener("pointerdown", (event) => {
    if (event.target.closest("[data-do]")) event.preventDefault();
  });
  toolbar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    button.closest("[popover]")?.hidePopover();
    actions[button.dataset.do](button.dataset);
  });
}

// A list of buttons under the one that opens it: arrow keys move, Escape closes, as the browser sees to it.
export function bindMenu(button, menu) {
  const items = () => [...menu.querySelectorAll("button, a")].filter((item) => item.offsetParent !== null);
  // The browser's own tie between the two: a press on the button closes the open menu too.
  button.popoverTargetElement = menu;
  menu.addEventListener("beforetoggle", ({ newState }) => {
    button.setAttribute("aria-expanded", String(newState === "open"));
    if (newState !== "open") return;
    requestAnimationFrame(() => {
      place(button, menu);
      items()[0]?.focus({ preventScroll: true });
    });
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") return;
    const all = items();
    const next = moved(all.indexOf(document.activeElement), event.key, all.length);
    if (next === null) return;
    event.preventDefault();
    all[next].focus();
  });
}

export function place(button, menu) {
  const { left, right, bottom } = button.getBoundingClientRect();
  const { width } = menu.getBoundingClientRect();
  const wanted = left + width > innerWidth - 8 ? right - width : left;
  menu.style.left = `${Math.max(8, Math.min(wanted, innerWidth - width - 8))}px`;
  menu.style.top = `${bottom + 4}px`;
  menu.style.maxBlockSize = `${Math.max(200, innerHeight - bottom - 16)}px`;
}
