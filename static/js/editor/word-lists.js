// Word writes lists as paragraphs with a bullet in the words; its styles say which are items, and how deep.

const LEVEL = /mso-list:\s*(l\d+)\s+level(\d+)/i;
const IGNORED = /mso-list:\s*ignore/i;
const ORDERED = /^\(?(?:\d+|[a-z]|[ivxlc]+)[.)]/i;
const MOST_DEEP = 6;

// The list that begins at children[at]: { items: [{ element, level, isOrdered, number }], last }, or null.
export function wordListOf(children, at) {
  const items = [];
  let last = at - 1;
  for (let next = at; next < children.length; next += 1) {
    const child = children[next];
    if (child.nodeType === Node.COMMENT_NODE || (child.nodeType === Node.TEXT_NODE && !child.data.trim())) continue;
    // Looked at before its bullet is taken: another list of Word's begins another one here.
    const level = levelOf(child);
    if (!level || (items.length > 0 && isAnother(level, items))) break;
    const item = itemOf(child, level);
    if (!item) break;
    items.push(item);
    last = next;
  }
  return items.length > 0 ? { items: fromFirstLevel(items), last } : null;
}

const levelOf = (node) =>
  node.nodeType === Node.ELEMENT_NODE && node.tagName === "P" ? (node.dataset.style ?? "").match(LEVEL) : null;

// Within a list, Word may number the deeper levels as a list of their own.
function isAnother([, list, level], items) {
  return list !== items.at(-1).list && Number(level) <= items[0].level && list !== items[0].list;
}

function itemOf(node, [, list, level]) {
  const bullet = bulletOf(node);
  if (!bullet) return null;
  const sign = bullet.textContent.trim();
  // Taken out, so that the words remain.
  bullet.remove();
  return { element: node, list, level: Math.min(Number(level), MOST_DEEP), isOrdered: ORDERED.test(sign), number: Number.parseInt(sign.replace("(", ""), 10) };
}

// A selection may begin in the middle of a deep list.
function fromFirstLevel(items) {
  const first = Math.min(...items.map(({ level }) => level));
  return items.map((item) => ({ ...item, level: item.level - first + 1 }));
}

// Numbered headings have one as well.
export function bulletOf(node) {
  return [...node.querySelectorAll("[data-style]")].find((part) => IGNORED.test(part.dataset.style));
}
