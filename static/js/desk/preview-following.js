// The preview follows the caret: it shows the block whose line of the text (data-line) is being written.

const DELAY_MS = 120;

export function bindPreviewFollowing(textarea, frame) {
  if (!frame) return;
  let timer;
  let last = 0;

  const follow = () => {
    const line = textarea.value.slice(0, textarea.selectionStart).split("\n").length;
    if (line === last || frame.offsetParent === null) return;
    last = line;
    const blocks = [...(frame.contentDocument?.querySelectorAll("[data-line]") ?? [])];
    const block = blocks.findLast(({ dataset }) => Number(dataset.line) <= line);
    if (block && !isInView(block, frame.contentWindow)) show(block, frame.contentWindow);
  };
  document.addEventListener("selectionchange", () => {
    if (document.activeElement !== textarea) return;
    clearTimeout(timer);
    timer = setTimeout(follow, DELAY_MS);
  });
}

function isInView(block, window) {
  const { top, bottom } = block.getBoundingClientRect();
  return top >= 0 && Math.min(bottom, top + 80) <= window.innerHeight;
}

// scrollIntoView would scroll the page around the frame as well.
function show(block, window) {
  const top = window.scrollY + block.getBoundingClientRect().top - window.innerHeight / 3;
  window.scrollTo({ top, behavior: "instant" });
}
