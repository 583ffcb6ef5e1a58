// What somebody has begun to write stays in their own browser until it is sent or cleared.
// [data-draft] names it; a form without one, such as that of a change, keeps none.

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
const PAUSE_MS = 400;
// Not the e-mail address: others may use this browser too.
const FIELDS = ["rating", "shortfall", "text", "photo_alt", "name", "pet"];

export class Draft {
  constructor(form) {
    this.form = form;
    this.key = form.dataset.draft && `draft ${form.dataset.draft}`;
    if (!this.key) return;
    form.addEventListener("input", () => this.#soon());
    // On the way out there is no time for a pause.
    addEventListener("pagehide", () => this.timer && this.#keep());
  }

  restore() {
    const kept = this.#read();
    // What the server gave back is newer.
    if (!kept || this.#isBegun(this.#values())) return;
    for (const [name, value] of Object.entries(kept)) {
      const field = this.form.elements[name];
      if (field) field.value = value;
    }
    this.#tell();
  }

  drop() {
    clearTimeout(this.timer);
    this.timer = null;
    this.key && quietly(() => localStorage.removeItem(this.key));
  }

  #soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#keep(), PAUSE_MS);
  }

  #keep() {
    this.timer = null;
    const values = this.#values();
    if (!this.#isBegun(values)) return this.drop();
    quietly(() => localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), values })));
  }

  #read() {
    if (!this.key) return null;
    const kept = quietly(() => JSON.parse(localStorage.getItem(this.key)));
    if (!kept || !(Date.now() - kept.at < KEPT_MS)) {
      if (kept) this.drop();
      return null;
    }
    return kept.values;
  }

  #values() {
    const given = FIELDS.filter((name) => this.form.elements[name]);
    return Object.fromEntries(given.map((name) => [name, this.form.elements[name].value]));
  }

  #isBegun(values) {
    return Object.values(values).some((value) => value.trim());
  }

  #tell() {
    const notice = document.createElement("p");
    notice.className = "draft-notice";
    notice.setAttribute("role", "status");
    const clear = Object.assign(document.createElement("button"), { type: "button", textContent: "Clear it" });
    clear.addEventListener("click", () => {
      this.form.reset();
      this.drop();
      notice.remove();
      this.form.elements.text.focus();
    });
    notice.append("We kept what you had begun to write, in this browser only, without email and photo. ", clear);
    this.form.prepend(notice);
  }
}

// Storage may be closed, full or filled by somebody else: then there is no draft, and no harm.
function quietly(work) {
  try {
    return work();
  } catch {
    return null;
  }
}
