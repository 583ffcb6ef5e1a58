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

function bindMenu(button) {
  const menu = document.getElementById(button.getAttribute("popovertarget"));
  if (!menu?.matches(".menu[popover]")) return;
  menu.addEventListener("toggle", ({ newState }) => {
    button.setAttribute("aria-expanded", String(newState === "open"));
    if (newState === "open") place(menu, button);
  });
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    menu.showPopover();
    items(menu)[0]?.focus();
  });
  menu.addEventListener("keydown", (event) => {
    const move = KEYS[event.key];
    if (!move) return;
    event.preventDefault();
    move(menu);
  });
}

for (const button of document.querySelectorAll("button[popovertarget]")) bindMenu(button);
// The place where one is stays in sight where the links slide.
const nav = document.querySelector(".desk-nav");
const here = nav?.querySelector("[aria-current]");
if (here) nav.scrollLeft = here.offsetLeft - nav.offsetLeft - (nav.clientWidth - here.offsetWidth) / 2;
