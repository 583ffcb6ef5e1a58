// The page of two versions: says how many places are still open, and Save leads to the first of them.

const form = document.querySelector("[data-merge]");
const status = form.querySelector("[data-merge-status]");
const asked = [...form.querySelectorAll("[data-merge-ask]")];

const chosen = (set) => set.querySelector("input:checked")?.value;

function tell(isRefused = false) {
  const open = asked.filter((set) => !chosen(set));
  for (const set of asked) {
    set.classList.toggle("is-chosen", Boolean(chosen(set)));
    const own = set.querySelector("[data-merge-own]");
    if (own) own.hidden = chosen(set) !== "own";
  }
  const count = `${open.length} of ${asked.length} still to choose.`;
  status.textContent = open.length === 0 ? "All chosen." : `${isRefused ? "Not saved: " : ""}${count}`;
  return open;
}

// The browser's own word about a missing choice would cover the place, and says less.
form.noValidate = true;
form.addEventListener("change", ({ target }) => {
  if (target.type !== "radio") return;
  tell();
  if (target.value === "own") target.closest("[data-merge-ask]").querySelector("textarea").focus();
});
form.addEventListener("submit", (event) => {
  const [first] = tell(true);
  if (!first) return;
  event.preventDefault();
  first.scrollIntoView({ block: "center" });
  first.querySelector("input").focus({ preventScroll: true });
});
tell();
