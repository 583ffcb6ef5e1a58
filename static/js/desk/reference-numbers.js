// The numbers of references as readers will see them: in the order in which the text first cites each.

import { citationsIn } from "./citations.js";

const inWords = (count, isInFacts) => {
  if (count === 0) return isInFacts ? "Cited in the fact sheet" : "Not cited yet";
  return count === 1 ? "Cited once" : `Cited ${count} times`;
};

export function showNumbers({ root, rows, group, text }) {
  const counts = new Map();
  for (const key of citationsIn(text)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const shown = rows.filter((row) => row.closest("[data-ref-list]"));
  const keys = new Set(shown.map((row) => group.value(row, "key")));
  const order = [...counts.keys()].filter((key) => keys.has(key));
  const place = (row) => {
    const at = order.indexOf(group.value(row, "key"));
    return at < 0 ? order.length : at;
  };
  for (const row of shown) {
    const count = counts.get(group.value(row, "key")) ?? 0;
    const cited = row.querySelector("[data-ref-cited]");
    const words = inWords(count, "inFacts" in row.dataset);
    if (cited.textContent !== words) cited.textContent = words;
    cited.classList.toggle("ref-unused", count === 0 && !("inFacts" in row.dataset));
    row.querySelector("[data-ref-number]").textContent = count ? String(place(row) + 1) : "–";
  }
  const list = root.querySelector("[data-ref-list]");
  const sorted = shown.toSorted((one, other) => place(one) - place(other));
  // Moved only where the order is another: an element that moves loses the focus.
  if (sorted.some((row, at) => list.children[at] !== row)) {
    const focused = document.activeElement;
    list.append(...sorted);
    if (list.contains(focused)) focused.focus();
  }
  root.querySelector("[data-ref-none]").hidden = shown.length > 0;
}
