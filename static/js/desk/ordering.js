// Rows that can be put in another order: by dragging, with the arrow keys on the handle, or with its buttons.
// The order of the elements is the order; `onMove(row, place, count)` writes the position fields and says so.

export function bindOrdering(list, onMove) {
  const rows = () => [...list.children].filter((row) => !row.hidden && !row.classList.contains("is-out"));
  let dragged = null;

  const move = (row, to) => {
    const all = rows();
    const at = all.indexOf(row);
    const next = Math.min(Math.max(to, 0), all.length - 1);
    if (next === at) return;
    if (next > at) all[next].after(row);
    else all[next].before(row);
    onMove(row, next, all.length);
  };

  list.addEventListener("keydown", (event) => {
    const handle = event.target.closest("[data-handle]");
    if (!handle) return;
    const row = handle.closest("li");
    const at = rows().indexOf(row);
    const to = { ArrowUp: at - 1, ArrowLeft: at - 1, ArrowDown: at + 1, ArrowRight: at + 1, Home: 0, End: rows().length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(row, to);
    // Moving an element takes the focus from it.
    handle.focus();
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    const row = button.closest("li");
    move(row, rows().indexOf(row) + Number(button.dataset.move));
    button.focus();
  });
  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-handle]");
    if (!handle || event.button !== 0) return;
    dragged = handle.closest("li");
    handle.setPointerCapture(event.pointerId);
    dragged.classList.add("is-dragged");
  });
  list.addEventListener("pointermove", (event) => {
    if (!dragged) return;
    const over = rows().find((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return row !== dragged && event.clientY > top && event.clientY < bottom;
    });
    if (!over) return;
    const middle = over.getBoundingClientRect().top + over.offsetHeight / 2;
    const isDown = rows().indexOf(over) > rows().indexOf(dragged);
    if (isDown ? event.clientY > middle : event.clientY < middle) move(dragged, rows().indexOf(over));
  });
  for (const end of ["pointerup", "pointercancel"]) {
    list.addEventListener(end, () => {
      dragged?.classList.remove("is-dragged");
      dragged = null;
    });
  }
}
