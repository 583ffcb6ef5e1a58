// Adds the reader's vet to each card of an article that says to phone now. Stored texts cannot hold these
// links, so the page has them in a <template data-vet-calls>.

import { showVet } from "./calls.js";
import { kept } from "./kept.js";

const CARDS = ".care-card:is(.level-now, .care-card-emergency) > .care-card-body";

if (kept().day) {
  const template = document.querySelector("template[data-vet-calls]");
  for (const card of document.querySelectorAll(CARDS)) {
    card.prepend(template.content.cloneNode(true));
    showVet(card);
  }
}
