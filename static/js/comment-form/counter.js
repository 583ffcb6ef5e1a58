// Tells how many characters are left when there are few.

const FEW = 200;

export function countDown(field) {
  const most = Number(field.dataset.most);
  const note = Object.assign(document.createElement("p"), { className: "field-hint", hidden: true });
  note.setAttribute("role", "status");
  field.after(note);
  const tell = () => {
    const left = most - field.value.length;
    note.hidden = left > FEW;
    note.textContent = left >= 0 ? `${left} characters left` : `${-left} characters too many`;
  };
  field.addEventListener("input", tell);
  // The event comes before the browser empties the field.
  field.form.addEventListener("reset", () => setTimeout(tell));
  tell();
}
