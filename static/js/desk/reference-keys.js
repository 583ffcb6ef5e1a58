// The key by which the text cites a reference, made as articles/references/keys.py makes it.

const MOST_OF_NAME = 28;
const PARTICLE = /^(?:van|von|de|del|della|den|der|di|da|du|la|le|ten|ter)(?=\s)/i;
const WORD = /\p{L}+(?:['’-]\p{L}+)*/u;

function familyName(authors) {
  let rest = authors.trimStart();
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
