// The reader's country: chosen once and kept in this browser, never sent. Until then the region of the
// browser's language, en-GB say, is the best guess.

const KEY = "scratchpost.country";

export const OTHER = "other";

function kept() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function guessed() {
  try {
    return new Intl.Locale(navigator.language).region;
  } catch {
    return undefined;
  }
}

export function keepCountry(code) {
  try {
    localStorage.setItem(KEY, code);
  } catch {
    // It holds for this page.
  }
}

// Of the codes whose lines are known; `first` where nothing tells. Nobody is led to another country's line.
export function countryAmong(codes, first) {
  const code = kept() ?? guessed() ?? first;
  return codes.includes(code) ? code : OTHER;
}
