// Sends the form a moment after the typing pauses, and again until the server has it.

import { ask } from "./ask.js";
import { changedParts, onlyParts, readDrawn, readForm, readLabels } from "./form-values.js";

const PAUSE_MS = 3_000;
const LONGEST_MS = 10_000;
// A long text is read, compared and kept in the browser as often, not with each key.
const NOTED_MS = 300;
const RETRIES_MS = [5_000, 10_000, 20_000, 40_000, 60_000];
const RETRIED = new Set(["away", "login", "refused"]);

export class Autosave {
  constructor(form, { url, user, copies, status, onAnswer, onBegun }) {
    Object.assign(this, { form, url, user, copies, status, onAnswer, onBegun });
    this.renewTab();
    this.sequence = 0;
    this.failures = 0;
    this.isLeaving = false;
    this.isToKeep = false;
    this.waitsForSave = false;
    // The server has acknowledged none of a form that came back with mistakes.
    this.acknowledged = readDrawn(form);
  }

  renewTab() {
    const random = crypto.getRandomValues(new Uint8Array(12));
    this.tab = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
    this.copies.forget(this.copies.tab);
    this.copies.tab = this.tab;
    this.form.elements.tab.value = this.tab;
  }

  get isUnacknowledged() {
    return changedParts(readForm(this.form), this.acknowledged).size > 0;
  }

  typed() {
    this.noting ??= setTimeout(() => this.noted(), NOTED_MS);
  }

  // What was typed in the last moment.
  flush() {
    if (this.noting) this.noted();
  }

  noted() {
    clearTimeout(this.noting);
    this.noting = null;
    if (this.isLeaving) return;
    if (!this.keepCopy()) {
      this.status.nothingToSave();
      return;
    }
    this.status.passing("Not saved yet");
    this.unsavedSince ??= Date.now();
    const latest = this.unsavedSince + LONGEST_MS - Date.now();
    this.schedule(this.failures ? this.retryAfter : Math.max(0, Math.min(PAUSE_MS, latest)), !this.failures);
  }

  get retryAfter() {
    return RETRIES_MS[Math.min(this.failures, RETRIES_MS.length) - 1];
  }

  schedule(after, isNewer = true) {
    if (this.timer && !isNewer) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), after);
  }

  // False when the server has everything already.
  keepCopy() {
    const values = readForm(this.form);
    const parts = changedParts(values, this.acknowledged);
    if (!parts.size) {
      this.copies.drop();
      return false;
    }
    const { version, base } = this.form.elements;
    this.copies.keep({
      version: Number(version.value),
      base: base.value,
      values: onlyParts(values, parts),
      labels: readLabels(this.form, values),
    });
    return true;
  }

  async send() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.running || this.isLeaving || !(this.isToKeep || this.isUnacknowledged)) return;
    this.unsavedSince = null;
    const isKept = this.isToKeep;
    this.isToKeep = false;
    const sent = readForm(this.form);
    this.status.passing("Saving…");
    this.running = new AbortController();
    const { kind, answer } = await ask(this.url, this.body(isKept), this.running);
    this.running = null;
    if (this.isLeaving) return;
    this[kind]({ ...answer, isKept }, sent);
    this.failures = RETRIED.has(kind) ? this.failures + 1 : 0;
    if (this.failures) this.schedule(this.retryAfter);
  }

  body(isKept) {
    const body = new FormData(this.form);
    for (const name of [...body.keys()]) if (name.includes("-__prefix__-")) body.delete(name);
    // The header holds the newest token, but Django would read this one first.
    body.delete("csrfmiddlewaretoken");
    body.set("user", this.user);
    body.set("sequence", String(++this.sequence));
    if (isKept) body.set("keep", "1");
    return body;
  }

  saved(answer, sent) {
    this.acknowledged = sent;
    this.form.elements.version.value = answer.version;
    this.form.elements.base.value = answer.base;
    if (answer.article) this.onBegun(answer);
    // Rows that have become rows of the article: they keep their names, and are changed from now on.
    for (const [name, id] of Object.entries(answer.ids)) {
      this.form.elements[name].value = id;
      sent[name] = [id];
    }
    this.waitsForSave = answer.kept.length > 0;
    this.status.saved(answer);
    this.onAnswer(answer);
    document.dispatchEvent(new CustomEvent("scratchpost:saved", { detail: answer }));
    this.noted();
    if (this.isToKeep) this.send();
  }

  // The server keeps it beside the article, so nothing of it can get lost.
  conflict(answer, sent) {
    this.acknowledged = sent;
    this.status.conflict(answer.error, true);
    this.noted();
  }

  late() {
    this.renewTab();
    this.schedule(0);
  }

  away() {
    this.status.noConnection(this.copies.isKept);
  }

  login() {
    this.status.noLogin(this.copies.isKept);
  }

  incomplete(answer) {
    this.status.incomplete(answer, this.copies.isKept);
    document.dispatchEvent(new CustomEvent("scratchpost:incomplete", { detail: answer }));
  }

  refused(answer) {
    this.status.refused(answer.error, this.copies.isKept);
  }

  // As Ctrl+S asks: at once, and as a version that the history keeps.
  saveNow() {
    if (this.waitsForSave) return this.saveWhole();
    this.isToKeep = true;
    this.send();
  }

  saveWhole() {
    this.form.requestSubmit(this.form.querySelector("[name=_continue]"));
  }

  // The connection or the login may be back.
  tryAgain() {
    if (this.failures) this.send();
  }

  // The whole form is being sent, so an autosave would only arrive late.
  leave() {
    this.keepCopy();
    this.isLeaving = true;
    clearTimeout(this.noting);
    this.noting = null;
    clearTimeout(this.timer);
    this.running?.abort();
  }

  comeBack() {
    this.isLeaving = false;
    this.noted();
  }
}
