// Offers back what was typed and never saved: what the server kept, and this browser's copies.

import { csrfToken } from "../editor/requests.js";
import { changedParts, onlyParts, partLabel, readForm } from "./form-values.js";
import { restore } from "./restore.js";

export class TypedNotice {
  constructor(root, form, { discardUrl, copies, own }) {
    Object.assign(this, { root, form, discardUrl, copies, own });
    this.part = (name) => root.querySelector(`[data-typed-${name}]`);
    this.part("restore").addEventListener("click", () => this.putBack());
    this.part("discard").addEventListener("click", () => this.discard());
  }

  // The newest first, without what the form shows already.
  offer(kept, taken) {
    const local = this.copies.found(taken).map((copy) => ({ ...copy, isLocal: true, base: marksOf(copy.base) }));
    this.offers = [...(kept ? [kept] : []), ...local]
      .map((copy) => this.unseen(copy))
      .filter((copy) => copy !== null)
      .sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
    this.show();
  }

  unseen(copy) {
    const shown = readForm(this.form);
    const names = new Set(Object.keys(copy.values));
    const mine = Object.fromEntries(Object.entries(shown).filter(([name]) => names.has(name)));
    const parts = changedParts(copy.values, mine);
    if (parts.size) return { ...copy, parts, values: onlyParts(copy.values, parts) };
    if (copy.isLocal) this.copies.forget(copy.tab);
    return null;
  }

  show() {
    const [copy] = this.offers;
    this.root.hidden = !copy;
    if (!copy) return;
    const at = copy.clock ?? new Date(copy.at).toLocaleTimeString("en-GB");
    const parts = [...copy.parts].map((part) => partLabel(this.form, part)).join(", ");
    this.part("words").textContent = `${copy.isLocal ? "This browser" : "The server"} kept what you typed at ${at} and did not save: ${parts}.`;
    this.part("changed").hidden = this.isSameVersion(copy);
    this.part("restore").textContent = `Put back what you typed at ${at}`;
    // An article that is being begun has nothing on the server to look at.
    if (this.part("look")) this.part("look").hidden = copy.isLocal;
    this.part("details").hidden = !copy.isLocal;
    this.part("text").textContent = copy.isLocal ? asText(copy.values) : "";
    for (const name of ["restore", "discard"]) this.part(name).hidden = false;
  }

  isSameVersion(copy) {
    return copy.version === Number(this.form.elements.version.value) || this.own.includes(copy.tab);
  }

  putBack() {
    const copy = this.offers.shift();
    if (!this.isSameVersion(copy)) this.openOn(copy);
    if (copy.isLocal) this.copies.settled.push(copy.tab);
    restore(this.form, copy);
    this.show();
  }

  // Somebody changed the article since. The form keeps the version on which the text was typed, so
  // that the next save shows both texts instead of overwriting one.
  openOn(copy) {
    const { version, base } = this.form.elements;
    const marks = Object.entries(copy.base).filter(([part]) => copy.parts.has(part));
    base.value = JSON.stringify({ ...marksOf(base.value), ...Object.fromEntries(marks) });
    version.value = copy.version;
  }

  async discard() {
    const copy = this.offers.shift();
    if (copy.isLocal) {
      this.copies.forget(copy.tab);
    } else {
      const body = new FormData();
      body.set("at", copy.at);
      const headers = { "X-CSRFToken": csrfToken() };
      // If it could not be discarded, it is offered again next time.
      await fetch(this.discardUrl, { method: "POST", body, headers, redirect: "manual" }).catch(() => null);
    }
    this.show();
  }
}

function marksOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

const asText = (values) =>
  Object.entries(values).map(([name, found]) => `${name}:\n${found.join(", ")}`).join("\n\n");
