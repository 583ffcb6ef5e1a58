// What a text may cite and link to: the article's references, all articles, the glossary. Small lists come
// whole, once; of large ones the server sends those that fit what is typed.

import { get } from "./requests.js";

const PAUSE_MS = 200;

export class Library {
  #url;
  #references = [];
  #articles = new Map();
  #terms = new Map();
  #isWhole = false;
  #loading = null;
  #asked = "";
  #timer;
  // Called when more is known than before.
  onNews = () => {};

  constructor(textarea, url) {
    this.#url = url ? new URL(url, location) : null;
    if (!this.#url) return;
    textarea.addEventListener("focus", () => this.load(), { once: true });
    // A saved form may have other references.
    document.addEventListener("scratchpost:saved", () => this.#loading && this.load(true));
  }

  load(isAgain = false) {
    if (!this.#url) return Promise.resolve();
    if (!this.#loading || isAgain) this.#loading = this.#fetch("");
    return this.#loading;
  }

  references() {
    this.load();
    return this.#references;
  }

  // The page tells at once of a reference that it has added.
  addReference(reference) {
    this.#references = [...this.#references.filter(({ key }) => key !== reference.key), reference];
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
    if (this.#isWhole || !asked || asked === this.#asked || !this.#url) return;
    this.#asked = asked;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fetch(asked), PAUSE_MS);
  }

  async #fetch(asked) {
    try {
      const fields = { ...Object.fromEntries(this.#url.searchParams), ...(asked ? { q: asked } : {}) };
      const known = await (await get(this.#url.pathname, fields)).json();
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
