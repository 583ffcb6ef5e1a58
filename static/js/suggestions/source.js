// Requests suggestions, once for several letters typed quickly, and drops answers that arrive too late.

const PAUSE = 150;
const MOST_KEPT = 100;

export class Source {
  #address;
  #kept = new Map();
  #timer;
  #request;

  constructor(address) {
    this.#address = address;
  }

  // Calls `show` with the suggestions for `typed`, unless another request starts before they arrive.
  ask(typed, show) {
    this.stop();
    if (this.#kept.has(typed)) {
      show(this.#kept.get(typed));
      return;
    }
    this.#timer = setTimeout(() => this.#fetch(typed, show), PAUSE);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#request?.abort();
  }

  async #fetch(typed, show) {
    const request = new AbortController();
    this.#request = request;
    const query = new URLSearchParams({ q: typed });
    try {
      const response = await fetch(`${this.#address}?${query}`, { signal: request.signal });
      if (!response.ok) return;
      const { suggestions } = await response.json();
      if (request.signal.aborted) return;
      this.#keep(typed, suggestions);
      show(suggestions);
    } catch {
      // Without an answer the box stays an ordinary search box.
    }
  }

  #keep(typed, suggestions) {
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(typed, suggestions);
  }
}
