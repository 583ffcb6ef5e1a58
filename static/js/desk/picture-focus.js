// The point that crops of a picture keep: set by pressing on the picture, or with the arrow keys. Bound to
// [data-focus-picture] and the two fields with numbers, which are all that is sent.

const STEP = 2;
const BIG_STEP = 10;
const clamp = (part) => Math.min(100, Math.max(0, Math.round(part)));

function bindFocus(stage) {
  const fields = { x: document.querySelector("#id_focus_x"), y: document.querySelector("#id_focus_y") };
  const mark = stage.querySelector("[data-focus-mark]");
  const crops = document.querySelectorAll("[data-focus-crop] img");
  const said = document.querySelector("[data-focus-said]");
  if (!fields.x || !fields.y) return;

  const value = (axis) => clamp(Number(fields[axis].value || 50));
  const show = () => {
    const [x, y] = [value("x"), value("y")];
    // Through the element's own style object, which the Content-Security-Policy allows to scripts.
    mark.style.insetInlineStart = `${x}%`;
    mark.style.insetBlockStart = `${y}%`;
    for (const crop of crops) crop.style.objectPosition = `${x}% ${y}%`;
    mark.setAttribute("aria-label", `Point that crops keep: ${x} % from the left, ${y} % from the top. Arrow keys move it.`);
  };
  const set = (x, y) => {
    fields.x.value = clamp(x);
    fields.y.value = clamp(y);
    show();
    said.textContent = `${fields.x.value} % from the left, ${fields.y.value} % from the top.`;
  };

  const at = ({ clientX, clientY }) => {
    const box = stage.getBoundingClientRect();
    set(((clientX - box.left) / box.width) * 100, ((clientY - box.top) / box.height) * 100);
  };
  let isDragging = false;
  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    isDragging = true;
    stage.setPointerCapture(event.pointerId);
    at(event);
    mark.focus();
  });
  stage.addEventListener("pointermove", (event) => isDragging && at(event));
  for (const end of ["pointerup", "pointercancel"]) {
    stage.addEventListener(end, () => {
      isDragging = false;
    });
  }
  mark.addEventListener("keydown", (event) => {
    const step = event.shiftKey ? BIG_STEP : STEP;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    set(value("x") + move[0], value("y") + move[1]);
  });
  for (const field of Object.values(fields)) field.addEventListener("input", show);
  mark.hidden = false;
  for (const shown of document.querySelectorAll("[data-focus-crops]")) shown.hidden = false;
  show();
}

for (const stage of document.querySelectorAll("[data-focus-picture]")) bindFocus(stage);
