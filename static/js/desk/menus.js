// Menus open by the browser itself (popovertarget). This moves the focus in them with the arrow keys, and
// places a menu under its button where the page does not.

function items(menu) {
  return [...menu.querySelectorAll(".menu-item")].filter((item) => item.checkVisibility());
}

function step(menu, by) {
  const all = items(menu);
  const at = all.indexOf(document.activeElement);
  all.at(at < 0 && by < 0 ? -1 : (at + by) % all.length)?.focus();
}

const KEYS = {
  ArrowDown: (menu) => step(menu, 1),
  ArrowUp: (menu) => step(menu, -1),
  Home: (menu) => items(menu)[0]?.focus(),
  End: (menu) => items(menu).at(-1)?.focus(),
};

function place(menu, button) {
  const { bottom, top, left, right } = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = bottom + height < innerHeight || top < height;
  const start = left + width < innerWidth ? left : right - width;
  menu.style.insetBlockStart = `${below ? bottom + 4 : top - height - 4}px`;
  menu.style.insetInlineStart = `${Math.max(8, Math.min(start, innerWidth - width - 8))}px`;
  menu.style.insetInlineEnd = "auto";
}

// What comes later, such as a card that takes the place of another, has menus too: so the page itself listens.
function toggled({ target: menu, newState }) {
  if (!menu.matches(".menu[popover]")) return;
  const button = document.querySelector(`[popovertarget="${menu.id}"]`);
  button?.setAttribute("aria-expanded", String(newState === "open"));
  if (button && newState === "open") place(menu, button);
}

function pressed(event) {
  const menu = event.target.closest(".menu[popover]");
  const button = event.target.closest("button[popovertarget]");
  const opens = !menu && button && event.key === "ArrowDown";
  const move = opens ? KEYS.Home : menu && KEYS[event.key];
  const moved = menu ?? (opens && document.getElementById(button.getAttribute("popovertarget")));
  if (!move || !moved?.matches(".menu")) return;
  event.preventDefault();
  if (opens) moved.showPopover();
  move(moved);
}

document.addEventListener("toggle", toggled, true);
document.addEventListener("keydown", pressed);
// Where links slide, the one that shows where somebody is stays in sight.
for (const row of document.querySelectorAll(".desk-nav, nav.chips")) {
  const here = row.querySelector("[aria-current]");
  if (here) row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}
