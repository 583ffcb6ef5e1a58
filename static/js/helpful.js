// Counts “Helpful” without leaving the page. Without this script, or if it fails, the browser sends the form.

async function press(form) {
  const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`Not counted: ${answer.status}`);
  const { helpful_count: count, said } = await answer.json();
  form.querySelector("[data-helpful-count]").textContent = count;
  form.querySelector("[role=status]").textContent = said;
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-helpful]");
  if (!form) return;
  event.preventDefault();
  press(form).catch(() => form.submit());
});
