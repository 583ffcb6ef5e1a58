// The list under the box, and the line that tells a screen reader how many suggestions there are.

let lists = 0;

export class Listbox {
  constructor(label) {
    lists += 1;
    this.element = document.createElement("ul");
    this.element.className = "suggestions";
    this.element.id = `suggestions-${lists}`;
    this.element.setAttribute("role", "listbox");
    this.element.setAttribute("aria-label", label);
    this.element.hidden = true;
    this.status = document.createElement("p");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
  }

  get options() {
    return [...this.element.children];
  }

  fill(suggestions, typed) {
    const options = suggestions.map((suggestion, number) => this.#option(suggestion, number, typed));
    this.element.replaceChildren(...options);
    this.status.textContent = suggestions.length === 1 ? "1 suggestion" : `${suggestions.length} suggestions`;
  }

  mark(active) {
    for (const option of this.options) option.setAttribute("aria-selected", String(option === active));
    active?.scrollIntoView({ block: "nearest" });
  }

  #option({ text, kind, href }, number, typed) {
    const option = document.createElement("li");
    option.className = "suggestion";
    option.id = `${this.element.id}-${number}`;
    option.dataset.href = href;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const words = document.createElement("span");
    words.className = "suggestion-text";
    words.append(...marked(text, typed));
    const note = document.createElement("span");
    note.className = "suggestion-kind";
    note.textContent = kind;
    option.append(words, " ", note);
    return option;
  }
}

// Returns the text with what was typed in bold, if a word begins with it.
function marked(text, typed) {
  const at = typed ? ` ${text.toLowerCase()}`.indexOf(` ${typed.trim().toLowerCase()}`) : -1;
  if (at < 0) return [text];
  const bold = document.createElement("b");
  const end = at + typed.trim().length;
  bold.textContent = text.slice(at, end);
  return [text.slice(0, at), bold, text.slice(end)];
}
