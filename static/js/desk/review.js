// Review and sign: the page at a phone's width or as a desktop is drawn, made smaller to fit; words
// marked in it go into the remark; and the day that a vet chose is said.

const frame = document.querySelector("[data-exact-frame]");
const box = frame.parentElement;
const widths = document.querySelector("[data-exact-widths]");
const DESKTOP = 1120;
let wanted = innerWidth < 640 ? 390 : 0;

function fit() {
  for (const button of widths.children) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.exact) === wanted));
  }
  const room = box.clientWidth;
  const page = wanted || Math.max(DESKTOP, room);
  const scale = Math.min(1, room / page);
  frame.style.inlineSize = `${page}px`;
  frame.style.blockSize = `${box.clientHeight / scale}px`;
  frame.style.transform = `scale(${scale})`;
}

widths.hidden = false;
widths.addEventListener("click", ({ target }) => {
  if (!target.dataset.exact) return;
  wanted = Number(target.dataset.exact);
  fit();
});
new ResizeObserver(fit).observe(box);

// Of several lines only the first is quoted: a remark is about one line.
function quoteFrom(page) {
  const marked = page.getSelection().toString().trim().split("\n")[0];
  const remark = document.querySelector("[data-new-remark]");
  if (!marked || !remark) return;
  remark.open = true;
  const words = remark.querySelector("[name=words]");
  words.value = marked.slice(0, words.maxLength);
}

function bindPage() {
  const page = frame.contentDocument;
  // Typing ends a selection in the field, so the page is asked when the mouse or a key lets go.
  for (const type of ["pointerup", "keyup"]) page?.addEventListener(type, () => quoteFrom(page));
}
frame.addEventListener("load", bindPage);
bindPage();

const again = document.querySelector("[data-sign]");
if (again) {
  const tell = () => {
    const chosen = again.querySelector("[name=again]:checked");
    again.querySelector("[data-again-day]").textContent = chosen?.dataset.day ? `${chosen.dataset.day}.` : "";
    again.querySelector("[data-other-day]").hidden = chosen?.value !== "other";
  };
  again.addEventListener("change", tell);
  tell();
}
