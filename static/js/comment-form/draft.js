// Keeps what somebody has begun to write in their own browser until they send or clear it. The key is
// in [data-draft]; a form without that attribute, such as one that changes a comment, keeps no draft.

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
    // When the page is left, there is no time to wait.
    addEventListener("pagehide", () => this.timer && this.#keep());
  }

  restore() {
    const kept = this.#read();
    // The values that the server sent back are newer than the draft.
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

// Storage may be closed, full or broken. Then there is no draft, and everything else works.
function quietly(work) {
  try {
    return work();
  } catch {
    return null;
  }
}
