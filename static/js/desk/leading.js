// Leads to a field, wherever the panel hides it: what is wrong in it can be mended at once.

const FIELDS = "input:not([type=hidden]), select, textarea, summary, button, a[href]";

// The list of what is wrong (templates/admin/desk/_error_summary.html).
const WRONG = ".errors-found";

// `place` is a field, or a group of rows or choices.
export function leadTo(panel, place) {
  if (!place) return;
  panel.reveal(place);
  const field = place.matches(FIELDS) ? place : (place.querySelector("[aria-invalid=true]") ?? place.querySelector(FIELDS));
  const target = field ?? place;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center" });
}

// Binds that list, and opens the place to which its first line or the address leads. Returns whether there is one.
export function bindLeading(panel) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest(`${WRONG} a[href^="#"]`);
    const place = link && document.getElementById(link.hash.slice(1));
    if (!place) return;
    event.preventDefault();
    leadTo(panel, place);
  });
  const wrong = document.querySelector(`${WRONG} a[href^="#"]`);
  const named = document.getElementById((wrong?.hash ?? location.hash).slice(1));
  // The text has a script of its own, which also finds the line.
  if (named && (wrong || !named.matches("textarea.markdownx-editor"))) leadTo(panel, named);
  else if (named) panel.reveal(named);
  return Boolean(named);
}
