// Sees to it that the coloured copy breaks its lines like the field. Where a browser or a font of the
// reader's own makes it do otherwise, class "editor-ready" goes, and the field shows its own letters.

// So many single lines are compared; the height of the whole text is compared as well.
const SAMPLES = 40;
// The browser rounds the height of a field, not that of a copy.
const PIXELS = 1.5;
const PAUSE_MS = 1_000;

export function bindAgreement(root, textarea, mirror) {
  const field = probe(textarea);
  let timer;

  const look = () => {
    // Nothing can be measured in a hidden pane.
    if (textarea.offsetParent === null) return;
    const agrees = isAlike(field, textarea, mirror);
    root.classList.toggle("editor-ready", agrees);
    root.dataset.copy = agrees ? "alike" : "off";
  };
  const lookLater = () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE_MS);
  };

  root.classList.add("editor-ready");
  // Letters change their widths when the site's own font arrives, lines when the field gets another width.
  document.fonts.ready.then(look);
  document.fonts.addEventListener("loadingdone", lookLater);
  new ResizeObserver(lookLater).observe(root);
  mirror.element.addEventListener("mirror:drawn", lookLater);
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

function isAlike(field, textarea, mirror) {
  const style = getComputedStyle(mirror.element);
  const padding = Number.parseFloat(style.paddingTop) + Number.parseFloat(style.paddingBottom);
  const heightOf = (text) => {
    field.value = text;
    return field.scrollHeight - padding;
  };
  const rows = [...mirror.element.children];
  const whole = rows.at(-1).getBoundingClientRect().bottom - rows[0].getBoundingClientRect().top;
  const differs = (text, height) => Math.abs(heightOf(text) - height) > PIXELS;
  const isWholeAlike = !differs(textarea.value, whole);
  const step = Math.max(1, Math.floor(rows.length / SAMPLES));
  const sampled = mirror.lines.map((_, at) => at).filter((at) => at % step === 0 && mirror.lines[at].length > 20);
  const isEachAlike = sampled.every((at) => !differs(mirror.lines[at], rows[at].getBoundingClientRect().height));
  field.value = "";
  return isWholeAlike && isEachAlike;
}
