// The header's lists and its search box open without this. It closes them again: with Escape, with a tap
// elsewhere, and when the keyboard leaves them.

const menus = [...document.querySelectorAll("[data-menu]")].map((area) => ({
  area,
  details: area.matches("details") ? area : area.querySelector("details"),
}));

addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const open = menus.find(({ details }) => details.open)?.details;
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

addEventListener("pointerdown", (event) => {
  for (const { area, details } of menus) if (!area.contains(event.target)) details.open = false;
});

for (const { area, details } of menus) {
  area.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !area.contains(relatedTarget)) details.open = false;
  });
  const field = area.querySelector("input");
  // Phones show their keyboard only if the field gets the focus within the tap itself.
  details.querySelector("summary").addEventListener("click", (event) => {
    if (!field || details.open) return;
    event.preventDefault();
    details.open = true;
    field.focus();
  });
}

// Only a browser in which somebody has opened the desk asks what this page may offer them.
try {
  if (localStorage.getItem("scratchpost-desk")) import("./edit-links/bar.js");
} catch {
  // Storage is blocked, so nobody has marked it.
}
