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

  // Returns whether it could be kept: storage may be full or switched off.
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

  // The server has everything, also what was put back from copies of closed windows.
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

  // The copies of other windows, without those that a Save has taken.
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
    // If storage cannot be read, there are no copies.
  }
}
