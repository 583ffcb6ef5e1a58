// The cells of a table as fields: Enter goes down, and from the last row into a new one.

export class Grid {
  #table;
  #alignments = [];

  constructor(element) {
    this.#table = element.querySelector("table");
    this.element = element;
    const on = (name, run) => element.querySelector(`[data-${name}]`).addEventListener("click", run);
    on("add-row", () => this.#focus(this.#addRow(this.#columns)));
    on("add-column", () => this.#addColumn());
    on("remove-row", () => this.#removeRow());
    on("remove-column", () => this.#removeColumn());
    element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing && event.target.matches("input")) this.#down(event);
    });
  }

  show({ rows, alignments }) {
    this.#alignments = alignments ?? [];
    this.#table.tBodies[0].replaceChildren();
    for (const cells of rows) this.#addRow(cells.length, cells);
  }

  get #rows() {
    return [...this.#table.tBodies[0].rows];
  }

  get #columns() {
    return this.#rows[0].cells.length;
  }

  get fields() {
    const rows = this.#rows.map((row) => [...row.querySelectorAll("input")].map((input) => input.value));
    // Rows that nobody has filled in are left out.
    const filled = rows.filter((cells, at) => at === 0 || cells.some((cell) => cell.trim()));
    return { rows: filled, alignments: this.#alignments };
  }

  get first() {
    return this.#table.querySelector("input");
  }

  get problem() {
    const { rows } = this.fields;
    if (!rows[0].some((cell) => cell.trim())) return "Say in the first row what the columns hold.";
    return rows.length < 2 ? "Fill in a row below the first." : "";
  }

  #addRow(columns, cells = []) {
    const row = this.#table.tBodies[0].insertRow();
    for (let at = 0; at < columns; at += 1) this.#addCell(row, cells[at] ?? "");
    this.#name();
    return row;
  }

  #addCell(row, value) {
    const input = document.createElement("input");
    input.type = "text";
    input.className = "field-box";
    input.value = value;
    row.insertCell().append(input);
    return input;
  }

  // What a screen reader says of each field.
  #name() {
    for (const [at, row] of this.#rows.entries()) {
      for (const [column, cell] of [...row.cells].entries()) {
        const where = at === 0 ? "Head" : `Row ${at}`;
        cell.firstElementChild.setAttribute("aria-label", `${where}, column ${column + 1}`);
      }
    }
  }

  #addColumn() {
    const [head] = this.#rows.map((row) => this.#addCell(row, ""));
    this.#name();
    head.focus();
  }

  #removeRow() {
    // The head and one row make a table.
    if (this.#rows.length > 2) this.#rows.at(-1).remove();
    this.#focus(this.#rows.at(-1));
  }

  #removeColumn() {
    if (this.#columns > 2) for (const row of this.#rows) row.deleteCell(-1);
    this.#alignments = this.#alignments.slice(0, this.#columns);
    this.first.focus();
  }

  #down(event) {
    const cell = event.target.closest("td");
    const { parentElement: row, cellIndex } = cell;
    const next = row.nextElementSibling ?? this.#addRow(this.#columns);
    this.#focus(next, cellIndex);
  }

  #focus(row, column = 0) {
    row.cells[column].firstElementChild.focus();
  }
}
