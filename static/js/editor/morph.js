// Changes a part of a page into other HTML, and touches only the blocks that differ: a long preview would
// otherwise be laid out anew with each pause. Lines (data-line) move along without a change of the block.

const LINE = / data-line="\d+"/g;
const saidBy = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.outerHTML.replace(LINE, "") : `${node.nodeType} ${node.data}`);

export function morph(parent, next) {
  const [old, fresh] = [[...parent.childNodes], [...next.childNodes]];
  const [was, is] = [old.map(saidBy), fresh.map(saidBy)];
  const most = Math.min(old.length, fresh.length);
  let head = 0;
  while (head < most && was[head] === is[head]) head += 1;
  let tail = 0;
  while (tail < most - head && was[old.length - 1 - tail] === is[fresh.length - 1 - tail]) tail += 1;
  for (let at = 0; at < head; at += 1) takeLines(old[at], fresh[at]);
  for (let at = 1; at <= tail; at += 1) takeLines(old.at(-at), fresh.at(-at));
  const [gone, come] = [old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail)];
  if (gone.length === 1 && come.length === 1 && areOpened(gone[0], come[0])) {
    for (const { name, value } of come[0].attributes) gone[0].setAttribute(name, value);
    morph(gone[0], come[0]);
    return;
  }
  const before = old[old.length - tail] ?? null;
  for (const node of gone) node.remove();
  for (const node of come) parent.insertBefore(parent.ownerDocument.adoptNode(node), before);
}

// A section of many blocks, or a list of many items, is gone through.
const areOpened = (one, other) =>
  one.tagName !== undefined && one.tagName === other.tagName && one.childElementCount > 1 && other.childElementCount > 1;

function takeLines(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) return;
  const [here, there] = [old, fresh].map((node) => [node, ...node.querySelectorAll("[data-line]")]);
  for (const [at, element] of here.entries()) {
    const { line } = there[at].dataset;
    if (line !== undefined && element.dataset.line !== line) element.dataset.line = line;
  }
}
