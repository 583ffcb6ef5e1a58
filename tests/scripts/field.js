// A text with its selection, written as people see it: "one tw|o" or "one [[two]] three".

export function read(shown) {
  if (shown.includes("[[")) {
    const start = shown.indexOf("[[");
    const end = shown.indexOf("]]") - 2;
    return [shown.replace("[[", "").replace("]]", ""), start, end];
  }
  const at = shown.indexOf("|");
  return [shown.replace("|", ""), at, at];
}

// The text after an edit, with its selection.
export function edited(value, { from, to, text, select }) {
  const after = value.slice(0, from) + text + value.slice(to);
  const [start, end] = select ?? [from + text.length, from + text.length];
  if (start === end) return `${after.slice(0, start)}|${after.slice(start)}`;
  return `${after.slice(0, start)}[[${after.slice(start, end)}]]${after.slice(end)}`;
}
