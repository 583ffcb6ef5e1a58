// Shows the reader's vet wherever the page has a place: links that phone, [data-vet-call], texts,
// [data-vet-text], and what is only for those who keep a number, [data-vet-some], or none, [data-vet-none].

import { kept } from "./kept.js";
import { dialled } from "./numbers.js";

function showCall(link, vet) {
  const number = vet[link.dataset.vetCall];
  link.hidden = !number;
  if (!number) return;
  link.href = `tel:${dialled(number)}`;
  link.querySelector("[data-vet-number]").textContent = number;
  const name = link.querySelector("[data-vet-name]");
  if (name) name.textContent = `Phone ${vet.name || "my vet"}`;
}

export function showVet(root = document) {
  const vet = kept();
  for (const link of root.querySelectorAll("[data-vet-call]")) showCall(link, vet);
  for (const text of root.querySelectorAll("[data-vet-text]")) text.textContent = vet[text.dataset.vetText] ?? "";
  for (const part of root.querySelectorAll("[data-vet-none]")) part.hidden = Boolean(vet.day);
  for (const part of root.querySelectorAll("[data-vet-some]")) part.hidden = !vet.day;
}
