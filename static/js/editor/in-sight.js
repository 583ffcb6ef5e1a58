// Keeps the line that is written in sight, between the toolbar and the line below the text. The field has the
// height of its text, so the browser itself scrolls too late and too little.

const ROOM = 12;
const MOVES = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"]);

export function keepInSight(root, textarea, mirror) {
  const toolbar = root.querySelector("[data-toolbar]");
  const foot = root.querySelector("[data-foot]");
  let isWaiting = false;

  const look = () => {
    isWaiting = false;
    if (document.activeElement !== textarea) return;
    const { top, bottom } = mirror.rectAt(textarea.selectionEnd);
    const highest = Math.max(0, toolbar.getBoundingClientRect().bottom) + ROOM;
    const lowest = innerHeight - foot.offsetHeight - ROOM;
    if (bottom > lowest) scrollBy({ top: bottom - lowest, behavior: "instant" });
    else if (top < highest && toolbar.getBoundingClientRect().top <= 0) scrollBy({ top: top - highest, behavior: "instant" });
  };
  const lookSoon = () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(look);
  };

  textarea.addEventListener("input", lookSoon);
  textarea.addEventListener("keyup", (event) => MOVES.has(event.key) && lookSoon());
}
