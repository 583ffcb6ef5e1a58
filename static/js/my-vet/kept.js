// The reader's vet, { name, day, night }: typed once, kept in this browser, and never sent. A browser
// that keeps nothing has it until the page is left.

const KEY = "scratchpost.vet";

function read() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY));
    return typeof found === "object" && found !== null ? found : {};
  } catch {
    return {};
  }
}

let vet = read();

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
