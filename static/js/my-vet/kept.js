// The reader's vet, { name, day, night }: typed once, kept in this browser, and never sent. A browser
// that keeps nothing has it until the page is left.

const KEY = "scratchpost.vet";

function read() {
  try {
    const found = Object.entries(JSON.parse(localStorage.getItem(KEY)) ?? {});
    return Object.fromEntries(found.filter(([, value]) => typeof value === "string"));
  } catch {
    return {};
  }
}

let vet = read();

// Another window may change it: `show` is called when it did.
export function onChange(show) {
  addEventListener("storage", ({ key }) => {
    if (key !== KEY && key !== null) return;
    vet = read();
    show();
  });
}

export function kept() {
  return vet;
}

// Returns whether the browser keeps it.
export function keep(typed) {
  vet = typed;
  try {
    localStorage.setItem(KEY, JSON.stringify(typed));
    return true;
  } catch {
    return false;
  }
}

export function forget() {
  vet = {};
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}
