// What the server has not acknowledged yet, kept in this browser: one copy for each window.

const MOST_CHARACTERS = 1024 * 1024;
const OLDEST_MS = 60 * 24 * 60 * 60 * 1000;
const EVERYBODYS = "scratchpost.typed.";

export class LocalCopies {
  constructor({ user, article }) {
    this.start = `${EVERYBODYS}${user}.${article}.`;
    this.tab = "";
    this.isKept = true;
    this.settled = [];
    forgetOldest();
  }

  // Says whether it could be kept: storage may be full, or closed to us.
  keep(copy) {
    try {
      const text = JSON.stringify({ ...copy, tab: this.tab, at: new Date().toISOString() });
      this.isKept = text.length <= MOST_CHARACTERS;
      if (this.isKept) localStorage.setItem(this.start + this.tab, text);
    } catch {
      this.isKept = false;
    }
    return this.isKept;
  }

  // The server has it all, also what was put back from copies of windows that are gone.
  drop() {
    for (const tab of [this.tab, ...this.settled.splice(0)]) this.forget(tab);
  }

  forget(tab) {
    try {
      localStorage.removeItem(this.start + tab);
    } catch {
      // Nothing was kept then.
    }
  }

  // Those of other windows, without what a Save is known to have taken.
  found(taken) {
    const copies = read(this.start).filter(({ tab }) => tab !== this.tab);
    for (const { tab } of copies) if (taken.includes(tab)) this.forget(tab);
    return copies.filter(({ tab }) => !taken.includes(tab));
  }
}

function read(start) {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(start));
    return keys.map((key) => JSON.parse(localStorage.getItem(key))).filter(Boolean);
  } catch {
    return [];
  }
}

function forgetOldest() {
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(EVERYBODYS))) {
      const at = Date.parse(JSON.parse(localStorage.getItem(key))?.at);
      if (!(Date.now() - at < OLDEST_MS)) localStorage.removeItem(key);
    }
  } catch {
    // Storage that cannot be read keeps nothing of ours.
  }
}
