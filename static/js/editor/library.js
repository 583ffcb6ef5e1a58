// What a text may cite and link to: the article's references, all articles, the glossary. Small lists come
// whole, once; of large ones the server sends those that fit what is typed.

import { get } from "./requests.js";

const PAUSE_MS = 200;

export class Library {
  #addressOf;
  #references = [];
  #articles = new Map();
  #terms = new Map();
  #isWhole = false;
  #loading = null;
  #asked = "";
  #timer;
  // Called when more is known than before.
  onNews = () => {};
  // The page sets it where a form has the references: those that are not saved yet are offered too.
  inForm = null;

  // `addressOf()` is asked each time: an article that is begun gets its own later.
  constructor(textarea, addressOf) {
    this.#addressOf = () => addressOf() && new URL(addressOf(), location);
    if (!addressOf()) return;
    textarea.addEventListener("focus", () => this.load(), { once: true });
    // A saved form may have other references.
    document.addEventListener("scratchpost:saved", () => this.#loading && this.load(true));
  }

  load(isAgain = false) {
    if (!this.#addressOf()) return Promise.resolve();
    if (!this.#loading || isAgain) this.#loading = this.#fetch("");
    return this.#loading;
  }

  references() {
    this.load();
    return this.inForm?.() ?? this.#references;
  }

  articles(typed) {
    this.#search(typed);
    return [...this.#articles.values()];
  }

  terms(typed) {
    this.#search(typed);
    return [...this.#terms.values()];
  }

  #search(typed) {
    this.load();
    const asked = typed.trim();
    if (this.#isWhole || !asked || asked === this.#asked || !this.#addressOf()) return;
    this.#asked = asked;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fetch(asked), PAUSE_MS);
  }

  async #fetch(asked) {
    try {
      const { pathname, searchParams } = this.#addressOf();
      const fields = { ...Object.fromEntries(searchParams), ...(asked ? { q: asked } : {}) };
      const known = await (await get(pathname, fields)).json();
      this.#references = known.references;
      for (const article of known.articles) this.#articles.set(article.slug, article);
      for (const term of known.terms) this.#terms.set(term.slug, term);
      if (!asked) this.#isWhole = known.is_whole;
      this.onNews();
    } catch {
      // Writing goes on without the lists; the next opening of a list asks again.
      if (!asked) this.#loading = null;
      this.#asked = "";
    }
  }
}
