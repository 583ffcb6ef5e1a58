// Keeps the line that is written in sight, between the toolbar and the line below the text. The field has the
// height of its text, so the browser itself scrolls too late and too little.

const ROOM = 12;
const MOVES = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"]);

export function keepInSight(root, textarea, mirror) {
  const tools = root.querySelector("[data-text-tools]");
  const foot = root.querySelector("[data-foot]");
  let isWaiting = false;

  const look = () => {
    isWaiting = false;
    if (document.activeElement !== textarea) return;
    const { top, bottom } = mirror.rectAt(textarea.selectionEnd);
    const highest = Math.max(0, tools.getBoundingClientRect().bottom) + ROOM;
    const lowest = innerHeight - foot.offsetHeight - heightOfNotices() - ROOM;
    if (bottom > lowest) scrollBy({ top: bottom - lowest, behavior: "instant" });
    else if (top < highest && isStuck(tools)) scrollBy({ top: top - highest, behavior: "instant" });
  };
  const lookSoon = () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(look);
  };

  // What scrolls to a place leaves room for them: scroll-margin in static/css/desk/mirror.css.
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--text-tools-height", `${tools.offsetHeight}px`);
  }).observe(tools);
  textarea.addEventListener("input", lookSoon);
  textarea.addEventListener("keyup", (event) => MOVES.has(event.key) && lookSoon());
}

const isStuck = (tools) => {
  const { position, top } = getComputedStyle(tools);
  return position !== "sticky" || tools.getBoundingClientRect().top <= Number.parseFloat(top) + 1;
};

// Those of a page that lie over the end of the window.
const heightOfNotices = () =>
  Math.max(0, ...[...document.querySelectorAll("[data-over-text]")].map((notice) => innerHeight - notice.getBoundingClientRect().top));
