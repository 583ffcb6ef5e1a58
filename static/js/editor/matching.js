// Which options fit what was typed: every word begins a word of the name, the hint or the keywords.

const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

const MOST = 8;
// Before a letter is typed, the whole menu of blocks is shown.
const MOST_UNASKED = 18;

export function matching(options, typed, most = MOST) {
  const asked = wordsOf(typed);
  const fits = ({ name, hint = "", keywords = "", isLast }) => {
    if (isLast) return true;
    const words = wordsOf(`${name} ${hint} ${keywords}`);
    return asked.every((word) => words.some((other) => other.startsWith(word)));
  };
  const found = options.filter(fits);
  // Those whose name begins so come first; what is always offered stays last.
  const isFirst = ({ name }) => fold(name).startsWith(fold(typed.trim()));
  const choices = found.filter((option) => !option.isLast);
  const sorted = [...choices.filter(isFirst), ...choices.filter((option) => !isFirst(option))];
  const shown = sorted.slice(0, asked.length > 0 ? most : MOST_UNASKED);
  return [...shown, ...found.filter((option) => option.isLast)];
}
