// Tells the server that somebody is here, and the person who else is here. It also finds the
// person's other windows, which only the browser knows.

import { ask } from "./ask.js";

const EVERY_MS = 20_000;
// A window answers within milliseconds, a busy one within seconds.
const ANSWER_MS = 3000;

export class Presence {
  constructor(root, { url, user, tab }) {
    Object.assign(this, { url, user, tab });
    this.others = root.querySelector("[data-autosave-others]");
    this.initial = root.querySelector("[data-autosave-initial]");
    this.windows = root.querySelector("[data-autosave-windows]");
  }

  bind(channelName) {
    this.report();
    setInterval(() => this.report(), EVERY_MS);
    document.addEventListener("visibilitychange", () => this.report());
    this.findWindows(channelName);
  }

  async report() {
    if (document.hidden) return;
    const body = new FormData();
    body.set("user", this.user);
    const { kind, answer } = await ask(this.url, body);
    if (kind === "saved") this.show(answer);
  }

  show({ others }) {
    const words = others.length ? `Also open: ${others.join(", ")}.` : "";
    if (this.others.textContent === words) return;
    this.others.textContent = words;
    this.others.parentElement.title = words;
    this.initial.textContent = others[0]?.slice(0, 1) ?? "";
  }

  findWindows(name) {
    const channel = new BroadcastChannel(name);
    const say = (word) => channel.postMessage(word);
    let silence;
    const look = () => {
      say("asking");
      clearTimeout(silence);
      silence = setTimeout(() => this.showWindows(false), ANSWER_MS);
    };
    channel.addEventListener("message", ({ data }) => {
      if (data === "gone") return look();
      clearTimeout(silence);
      this.showWindows(true);
      if (data === "asking") say("here");
    });
    addEventListener("pagehide", () => say("gone"));
    addEventListener("pageshow", ({ persisted }) => persisted && look());
    // A window that crashed or was killed never said that it went.
    setInterval(look, EVERY_MS);
    look();
  }

  showWindows(areThere) {
    const words = areThere ? "You have this article open in another window too." : "";
    if (this.windows.textContent !== words) this.windows.textContent = words;
  }
}
