// Says what is saved and what is not. Only what the server acknowledged is called saved. The bar has the
// short words, [data-saved]; what needs an answer stands below it in a notice, which screen readers read out.

import { iconOf } from "../editor/icon.js";
import { leadToWanted } from "./wanted.js";

const KEPT = "A copy is kept in this browser.";
const NOT_KEPT = "This browser keeps no copy: leave this window open.";
const ICONS = { idle: "tick", saved: "tick", warning: "look", doing: "pencil", conflict: "people", trouble: "offline", login: "lock", incomplete: "pencil" };
const TROUBLES = new Set(["trouble", "login", "conflict", "incomplete"]);

export class StatusLine {
  constructor(root) {
    this.root = root;
    this.bar = document.querySelector("[data-saved]");
    this.doing = this.bar.querySelector("[data-autosave-doing]");
    this.part = (name) => root.querySelector(`[data-autosave-${name}]`);
    this.savedAt = "";
    this.last = [];
    this.part("lead").addEventListener("click", () => leadToWanted(this.root, this.field));
    this.state("idle", "Saved as you type", "What you type is saved as you go.");
  }

  // Screen readers do not read short states out; the words about a problem stay until it is over.
  passing(words) {
    if (TROUBLES.has(this.root.dataset.state)) return;
    this.show("doing", words);
    this.part("status").textContent = "";
  }

  // The person undid the change before it was sent.
  nothingToSave() {
    if (this.root.dataset.state === "doing") this.state(...this.last);
  }

  // `short` is for the bar, `words` for the notice and for screen readers.
  state(state, short, words) {
    this.last = [state, short, words];
    this.show(state, short);
    this.part("conflict").hidden = state !== "conflict";
    this.part("retry").hidden = state !== "trouble";
    this.part("login").hidden = state !== "login";
    this.part("lead").hidden = state !== "incomplete";
    if (this.part("status").textContent !== words) this.part("status").textContent = words;
  }

  show(state, short) {
    if (this.root.dataset.state !== state) {
      this.root.dataset.state = state;
      this.bar.querySelector(".icon").replaceWith(iconOf(ICONS[state]));
      this.part("icon").replaceChildren(iconOf(ICONS[state]));
      this.bar.classList.toggle("saved-not", TROUBLES.has(state));
    }
    this.doing.textContent = short;
  }

  saved({ saved_at: at, kept, problems, isKept }) {
    this.savedAt = at;
    const wrong = Object.values(problems);
    const notes = [`Saved at ${at}.`];
    if (isKept) notes.push("The history has this version.");
    if (kept.length) notes.push(`Kept for your next Save (Ctrl+S): ${kept.join(", ")}.`);
    if (wrong.length) notes.push(`Not fit for the article yet, and kept beside it: ${wrong.join(" ")}`);
    this.state(wrong.length ? "warning" : "saved", `Saved ${at.slice(0, 5)}${isKept ? ", in the history" : ""}`, notes.join(" "));
  }

  noConnection(isKept) {
    this.trouble("trouble", `Not saved${this.since}: no connection.`, isKept);
  }

  noLogin(isKept) {
    this.trouble("login", `Not saved${this.since}: your login ended. Log in in another window, then go on here.`, isKept);
  }

  // `lead` are the words of the button to the field that is wanted.
  incomplete({ error, field, lead }, isKept) {
    this.field = field;
    this.part("lead").textContent = lead;
    this.trouble("incomplete", `Not saved yet. ${error}`, isKept);
  }

  refused(words, isKept) {
    this.trouble("trouble", `Not saved${this.since}. ${words}`, isKept);
  }

  conflict(words, isKept) {
    this.state("conflict", this.notSaved, `Not saved${this.since}. ${words} Nothing is overwritten. ${isKept ? "What you typed is kept for you." : NOT_KEPT}`);
  }

  trouble(state, words, isKept) {
    this.state(state, this.notSaved, `${words} ${isKept ? KEPT : NOT_KEPT}`);
  }

  get since() {
    return this.savedAt && ` since ${this.savedAt}`;
  }

  get notSaved() {
    return this.savedAt ? `Not saved since ${this.savedAt.slice(0, 5)}` : "Not saved";
  }
}
