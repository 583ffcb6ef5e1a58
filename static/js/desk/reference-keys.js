// The key by which the text cites a reference, made as articles/references/keys.py makes it: tests/scripts/keys.json
// holds the two together.

const MOST_OF_NAME = 28;
const PARTICLE = /^(?:van|von|de|del|della|den|der|di|da|du|la|le|ten|ter)(?=\s)/i;
// Python counts fractions and Roman numerals among the letters.
const WORD = /[\p{L}\p{Nl}\p{No}]+(?:['’-][\p{L}\p{Nl}\p{No}]+)*/u;

function familyName(authors) {
  // Some programs write an accent as a sign of its own, which ends a word.
  let rest = authors.normalize("NFC").trimStart();
  let particles = "";
  for (let match = rest.match(PARTICLE); match; match = rest.match(PARTICLE)) {
    particles += match[0];
    rest = rest.slice(match[0].length).trimStart();
  }
  const word = rest.match(WORD)?.[0] ?? "";
  return (particles + word)
    .normalize("NFKD")
    .replace(/[^a-z0-9]/gi, "")
    .toLowerCase()
    .slice(0, MOST_OF_NAME);
}

export function keyFor(authors, year, taken) {
  const base = `${familyName(authors) || "source"}${year}`;
  let key = base;
  for (let count = 2; taken.has(key); count += 1) key = `${base}-${count}`;
  return key;
}
