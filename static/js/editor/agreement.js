// Sees to it that the coloured copy breaks its lines like the field. Where a browser or a font of the
// reader's own makes it do otherwise, class "editor-ready" goes, and the field shows its own letters.
// A long text is measured in small parts, so that no key waits for it.

// So many single lines are compared when the page or a font changes, besides those that were written.
const SAMPLES = 40;
// Shorter lines never break.
const SHORTEST = 20;
// The browser rounds the height of a field, not that of a copy.
const PIXELS = 1.5;
const PAUSE_MS = 1_000;
const AT_ONCE_MS = 8;

export function bindAgreement(root, textarea, mirror) {
  const field = probe(textarea);
  let timer;
  let isWholeAsked = true;
  let isComparing = false;
  let width = 0;
  // The lines that are still to be compared.
  const wanted = new Set();

  const tell = (agrees) => {
    root.classList.toggle("editor-ready", agrees);
    root.dataset.copy = agrees ? "alike" : "off";
  };
  const look = () => {
    // Nothing can be measured in a hidden pane.
    if (textarea.offsetParent === null) return;
    // A line that fits says nothing about the one that did not.
    if (isWholeAsked || root.dataset.copy !== "alike") for (const at of sampled(mirror.lines)) wanted.add(at);
    isWholeAsked = false;
    if (!isComparing) compare();
  };
  // Line by line, and on in the next task after some of them.
  const compare = () => {
    isComparing = false;
    const until = performance.now() + AT_ONCE_MS;
    const padding = paddingOf(mirror.element);
    for (const at of wanted) {
      wanted.delete(at);
      if (differs(field, mirror, at, padding)) {
        wanted.clear();
        return tell(false);
      }
      if (performance.now() > until) break;
    }
    if (wanted.size === 0) return tell(true);
    isComparing = true;
    setTimeout(compare);
  };
  const lookLater = () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE_MS);
  };
  const lookAtAll = () => {
    isWholeAsked = true;
    lookLater();
  };

  root.classList.add("editor-ready");
  // Letters change their widths when the site's own font arrives, lines when the field gets another width.
  document.fonts.ready.then(look);
  document.fonts.addEventListener("loadingdone", lookAtAll);
  new ResizeObserver(([{ contentRect }]) => {
    // A line more makes it higher, and breaks no other line.
    if (contentRect.width === width) return;
    ({ width } = contentRect);
    lookAtAll();
  }).observe(root);
  mirror.element.addEventListener("mirror:drawn", ({ detail }) => {
    const { from, to } = detail ?? { from: 0, to: 0 };
    if (to - from > SAMPLES || !detail) isWholeAsked = true;
    else for (let at = from; at < to; at += 1) wanted.add(at);
    lookLater();
  });
}

// A second field with the same style, out of sight: the one that is written in stays as it is.
function probe(textarea) {
  const field = document.createElement("textarea");
  field.className = "text-probe";
  field.tabIndex = -1;
  field.disabled = true;
  field.setAttribute("aria-hidden", "true");
  textarea.after(field);
  return field;
}

function sampled(lines) {
  const step = Math.max(1, Math.floor(lines.length / SAMPLES));
  return [...lines.keys()].filter((at) => at % step === 0 && lines[at].length > SHORTEST);
}

function paddingOf(element) {
  const { paddingTop, paddingBottom } = getComputedStyle(element);
  return Number.parseFloat(paddingTop) + Number.parseFloat(paddingBottom);
}

function differs(field, mirror, at, padding) {
  const [line, row] = [mirror.lines[at], mirror.element.children[at]];
  if (line === undefined || !row) return false;
  field.value = line;
  const height = field.scrollHeight - padding;
  field.value = "";
  return Math.abs(height - row.getBoundingClientRect().height) > PIXELS;
}
