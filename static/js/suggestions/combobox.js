// A search box with suggestions: the editable combobox of the ARIA Authoring Practices, whose list never
// takes the focus.

import { Listbox } from "./listbox.js";
import { Source } from "./source.js";

export class Combobox {
  #active = null;

  constructor(input) {
    this.input = input;
    this.source = new Source(input.form.dataset.suggestions);
    this.list = new Listbox("Suggestions");
    input.parentElement.append(this.list.element, this.list.status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.list.element.id);
    this.#listen();
  }

  get isOpen() {
    return !this.list.element.hidden;
  }

  #listen() {
    this.input.addEventListener("input", () => this.#ask());
    this.input.addEventListener("click", () => this.isOpen || this.#ask());
    this.input.addEventListener("keydown", (event) => this.#press(event));
    this.input.addEventListener("blur", () => this.close());
    // Pressing a suggestion must not take the focus from the box: the list would close before the click.
    this.list.element.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.element.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.element.addEventListener("click", (event) => this.#follow(event.target.closest("[data-href]"), event));
    this.input.form.addEventListener("submit", () => this.close());
  }

  #ask() {
    const typed = this.input.value;
    this.source.ask(typed, (suggestions) => this.#show(suggestions, typed));
  }

  #show(suggestions, typed) {
    if (document.activeElement !== this.input || this.input.value !== typed) return;
    this.list.fill(suggestions, typed);
    this.#choose(null);
    this.#open(suggestions.length > 0);
  }

  #open(isOpen) {
    this.list.element.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
  }

  close() {
    this.source.stop();
    this.#choose(null);
    this.#open(false);
    this.list.status.textContent = "";
  }

  #choose(option) {
    this.#active = option;
    this.list.mark(option);
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  #press(event) {
    // While somebody composes a character (an IME), Enter and the arrows belong to that.
    if (event.isComposing) return;
    const act = { ArrowDown: () => this.#move(1), ArrowUp: () => this.#move(-1), Escape: () => this.#escape() }[event.key];
    if (act) {
      if (act() !== false) event.preventDefault();
    } else if (event.key === "Enter" && this.isOpen && this.#active) {
      this.#follow(this.#active, event);
    }
  }

  // Beyond either end of the list, the box itself is active again and shows what was typed.
  #move(by) {
    if (!this.isOpen) {
      this.#ask();
      return;
    }
    const places = [null, ...this.list.options];
    const at = places.indexOf(this.#active);
    this.#choose(places.at((at + by + places.length) % places.length));
  }

  // The first Escape closes the list. A second one empties the box, as browsers do.
  #escape() {
    if (!this.isOpen) return false;
    this.close();
  }

  #follow(option, event) {
    if (!option) return;
    event.preventDefault();
    this.close();
    location.assign(option.dataset.href);
  }
}
