// The rows of one group in the article's form (references-0-title): adds and takes out, and counts them as
// Django reads them. What is taken out stays in the form, marked for deletion, so that it can be put back.

const NUMBERED = ["id", "name", "for", "aria-describedby"];

export class RowGroup {
  constructor(root) {
    this.root = root;
    this.prefix = root.dataset.rows;
    this.total = root.querySelector(`[name="${this.prefix}-TOTAL_FORMS"]`);
    this.template = root.querySelector("[data-row-template]");
    this.forgetEmptyRow();
    // autosave/restore.js asks for an empty row, to put back what was typed.
    root.addEventListener("row:add", () => this.onAsked?.());
  }

  // The empty row is for whoever has no scripts.
  forgetEmptyRow() {
    for (const empty of this.root.querySelectorAll(":scope > [data-without-scripts]")) {
      const isLast = empty.querySelector(`[name^="${this.prefix}-${this.count - 1}-"]`);
      if (isLast) this.total.value = this.count - 1;
      if (isLast) empty.remove();
      else empty.hidden = true;
    }
  }

  get count() {
    return Number(this.total.value);
  }

  // An empty row from the template, which the caller puts into the page.
  add() {
    const row = this.template.content.firstElementChild.cloneNode(true);
    for (const name of NUMBERED) {
      for (const part of row.querySelectorAll(`[${name}*="__prefix__"]`)) {
        part.setAttribute(name, part.getAttribute(name).replaceAll("__prefix__", this.count));
      }
    }
    this.total.value = this.count + 1;
    return row;
  }

  field(row, name) {
    return row.querySelector(`[name^="${this.prefix}-"][name$="-${name}"]`);
  }

  value(row, name) {
    return this.field(row, name)?.value.trim() ?? "";
  }

  isOut(row) {
    return this.field(row, "DELETE")?.checked ?? false;
  }

  // Also tells the autosave, which listens for input.
  mark(row, isOut) {
    const box = this.field(row, "DELETE");
    box.checked = isOut;
    this.changed();
  }

  // Takes a row away that was added last and that nobody wants.
  drop(row) {
    if (row.querySelector(`[name^="${this.prefix}-${this.count - 1}-"]`)) {
      row.remove();
      this.total.value = this.count - 1;
      this.changed();
    } else {
      this.mark(row, true);
      row.hidden = true;
    }
  }

  changed() {
    this.total.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
