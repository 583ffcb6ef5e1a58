// Says what is saved and what is not. Only what the server acknowledged is called saved.

const KEPT = "A copy is kept in this browser.";
const NOT_KEPT = "This browser keeps no copy: leave this window open.";

export class StatusLine {
  constructor(root) {
    this.root = root;
    this.doing = root.querySelector("[data-autosave-doing]");
    this.status = root.querySelector("[data-autosave-status]");
    this.button = root.querySelector("[data-autosave-conflict]");
    this.savedAt = "";
    this.last = [];
    this.state("idle", "What you type is saved as you go.");
  }

  // Screen readers do not read short states out; the words about a problem stay until it is over.
  passing(words) {
    if (this.root.dataset.state === "trouble" || this.root.dataset.state === "conflict") return;
    this.root.dataset.state = "doing";
    this.status.textContent = "";
    this.doing.textContent = words;
  }

  // The person undid the change before it was sent.
  nothingToSave() {
    if (this.root.dataset.state === "doing") this.state(...this.last);
  }

  state(state, words) {
    this.last = [state, words];
    this.root.dataset.state = state;
    this.doing.textContent = "";
    this.button.hidden = state !== "conflict";
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  saved({ saved_at: at, kept, problems }) {
    this.savedAt = at;
    const wrong = Object.values(problems);
    const notes = [`Saved at ${at}.`];
    if (kept.length) notes.push(`Kept for your next Save: ${kept.join(", ")}.`);
    if (wrong.length) notes.push(`Not fit for the article yet, and kept beside it: ${wrong.join(" ")}`);
    this.state(wrong.length ? "warning" : "saved", notes.join(" "));
  }

  noConnection(isKept) {
    this.trouble(`Not saved${this.since}: no connection.`, isKept);
  }

  noLogin(isKept) {
    this.trouble(`Not saved${this.since}: your login ended. Log in in another window, then go on here.`, isKept);
  }

  refused(words, isKept) {
    this.trouble(`Not saved${this.since}. ${words}`, isKept);
  }

  conflict(words, isKept) {
    this.state("conflict", `Not saved${this.since}. ${words} Nothing is overwritten. ${isKept ? "What you typed is kept for you." : NOT_KEPT}`);
  }

  trouble(words, isKept) {
    this.state("trouble", `${words} ${isKept ? KEPT : NOT_KEPT}`);
  }

  get since() {
    return this.savedAt && ` since ${this.savedAt}`;
  }
}
