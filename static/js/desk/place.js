// Opens a page where its writer left it in this browser: the part of the panel, how far it was scrolled,
// and where the caret stood in the text. Kept for the articles that were opened last.

const MEMORY = "scratchpost.places";
const MOST = 40;

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(MEMORY)) ?? {};
  } catch {
    return {};
  }
}

export function bindPlace({ article, panel, textarea, isLed }) {
  if (!article()) return keepPlace({ article, panel, textarea });
  const place = remembered()[article()];
  if (place && !isLed) go(place, { panel, textarea });
  keepPlace({ article, panel, textarea });
}

function go({ at, caret, top }, { panel, textarea }) {
  if (at && document.querySelector(`[data-tab="${CSS.escape(at)}"]`) && (panel.isWide || at === "write")) panel.show(at);
  if (caret > 0 && caret <= textarea.value.length) textarea.setSelectionRange(caret, caret);
  // The fields grow first, once the fonts are there.
  document.fonts.ready.then(() =>
    requestAnimationFrame(() => {
      if (scrollY === 0) scrollTo({ top, behavior: "instant" });
    }),
  );
}

function keepPlace({ article, panel, textarea }) {
  const keep = () => {
    if (!article()) return;
    const places = Object.entries(remembered()).filter(([name]) => name !== String(article()));
    const place = { at: panel.at, caret: textarea.selectionStart, top: Math.round(scrollY) };
    try {
      localStorage.setItem(MEMORY, JSON.stringify(Object.fromEntries([[article(), place], ...places].slice(0, MOST))));
    } catch {
      // Without storage the page opens at its top.
    }
  };
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => document.hidden && keep());
}
