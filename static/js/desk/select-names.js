// The lists that Django draws with select2 get what select2 leaves out: the name of their field, for screen
// readers, and roles that fit what they hold.

function labelOf(container) {
  const [label] = container.previousElementSibling?.labels ?? [];
  if (label && !label.id) label.id = `${label.htmlFor}_label`;
  return label;
}

function name(container) {
  const label = labelOf(container);
  const box = container.querySelector(".select2-selection");
  if (!label || !box) return;
  const shown = container.querySelector(".select2-selection__rendered");
  if (box.matches(".select2-selection--single")) {
    box.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
    shown.removeAttribute("role");
    shown.removeAttribute("aria-readonly");
  } else {
    box.setAttribute("aria-labelledby", label.id);
    shown.setAttribute("role", "presentation");
  }
  container.querySelector(".select2-search__field")?.setAttribute("aria-labelledby", label.id);
}

// What opens lies at the end of the page, outside of all its parts, and has no name at all.
function nameOpened(list) {
  list.setAttribute("role", "dialog");
  list.setAttribute("aria-label", "Choices");
  list.querySelector(".select2-search__field")?.setAttribute("aria-label", "Search");
  const listbox = list.querySelector("[role='listbox']");
  listbox?.setAttribute("aria-label", "Choices");
  const box = document.querySelector(".select2-selection[aria-expanded='true']");
  if (listbox?.id) box?.setAttribute("aria-controls", listbox.id);
}

function look(root) {
  for (const container of root.querySelectorAll(".select2-container")) {
    if (container.querySelector(".select2-dropdown")) nameOpened(container);
    else name(container);
  }
}

look(document);
new MutationObserver((changes) => {
  if (changes.some(({ addedNodes }) => addedNodes.length)) look(document);
}).observe(document.body, { childList: true, subtree: true });
