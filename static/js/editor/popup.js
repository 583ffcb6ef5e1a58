// A list of choices at the caret. The focus stays in the text; the list is told to screen readers
// through aria-activedescendant and a status line.

let counter = 0;

export class Popup {
  #textarea;
  #list;
  #status;
  #options = [];
  #at = 0;
  #onPick = null;

  constructor(textarea, status) {
    this.#textarea = textarea;
    this.#status = status;
    this.#list = document.createElement("ul");
    counter += 1;
    this.#list.id = `popup-${counter}`;
    this.#list.className = "popup";
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("popover", "manual");
    // It scrolls; Tab closes it before the focus could come here.
    this.#list.tabIndex = 0;
    textarea.after(this.#list);
    textarea.setAttribute("aria-autocomplete", "list");
    // Pressing an option must not take the focus from the text.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#pick(this.#options[[...this.#list.children].indexOf(option)]);
    });
  }

  get isOpen() {
    return this.#options.length > 0;
  }

  // `options`: { name, hint, icon?, ... }; `label` says what is chosen.
  show(options, { label, rect, onPick }) {
    if (options.length === 0) {
      this.close();
      return;
    }
    const isNew = !this.isOpen;
    this.#options = options;
    this.#onPick = onPick;
    this.#at = 0;
    this.#list.setAttribute("aria-label", label);
    this.#list.replaceChildren(...options.map((option, at) => this.#row(option, at)));
    if (isNew) this.#list.showPopover();
    this.#place(rect);
    this.#mark();
    this.#textarea.setAttribute("aria-controls", this.#list.id);
    const number = options.length === 1 ? "1 choice" : `${options.length} choices`;
    if (isNew) this.#status.textContent = `${label}: ${number}. Arrow keys choose, Enter puts it in.`;
  }

  close() {
    if (!this.isOpen) return;
    this.#options = [];
    this.#list.hidePopover();
    this.#textarea.removeAttribute("aria-activedescendant");
    this.#textarea.removeAttribute("aria-controls");
    this.#status.textContent = "";
  }

  // True where the key was meant for the list.
  onKey(event) {
    if (!this.isOpen || event.isComposing) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.#at = (this.#at + step + this.#options.length) % this.#options.length;
      this.#mark();
    } else if (event.key === "Enter") {
      this.#pick(this.#options[this.#at]);
    } else if (event.key === "Escape") {
      this.close();
    } else if (event.key === "Tab") {
      this.close();
      return false;
    } else {
      return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #pick(option) {
    const onPick = this.#onPick;
    this.close();
    onPick(option);
  }

  #mark() {
    const rows = [...this.#list.children];
    for (const [at, row] of rows.entries()) row.setAttribute("aria-selected", String(at === this.#at));
    this.#textarea.setAttribute("aria-activedescendant", rows[this.#at].id);
    rows[this.#at].scrollIntoView({ block: "nearest" });
  }

  #row({ name, hint, icon, kind }, at) {
    const row = document.createElement("li");
    row.id = `${this.#list.id}-${at}`;
    row.className = `popup-option ${kind ?? ""}`;
    row.setAttribute("role", "option");
    if (icon) row.append(icon.cloneNode(true));
    const words = document.createElement("span");
    words.className = "popup-words";
    words.append(part("popup-name", name));
    if (hint) words.append(part("popup-hint", hint));
    row.append(words);
    return row;
  }

  // Under the caret; above it where there is no room below.
  #place(rect) {
    const { style } = this.#list;
    style.maxBlockSize = "20rem";
    const { width, height } = this.#list.getBoundingClientRect();
    const left = Math.max(8, Math.min(rect.left - 12, innerWidth - width - 8));
    const below = rect.bottom + 6;
    const isBelow = below + height < innerHeight - 8 || rect.top < innerHeight / 2;
    style.left = `${left}px`;
    style.top = isBelow ? `${below}px` : "auto";
    style.bottom = isBelow ? "auto" : `${innerHeight - rect.top + 6}px`;
    style.maxBlockSize = `${Math.max(160, (isBelow ? innerHeight - below : rect.top) - 14)}px`;
    if (this.#list.getBoundingClientRect().height > 320) style.maxBlockSize = "20rem";
  }
}

function part(className, text) {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  return element;
}
