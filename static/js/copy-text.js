// A button that copies the text of a field: [data-copy-text] holds a [data-copy-source],
// the button [data-copy], hidden until this runs, and [data-copy-status] for the answer.

function bind(part) {
  const source = part.querySelector("[data-copy-source]");
  const button = part.querySelector("[data-copy]");
  const status = part.querySelector("[data-copy-status]");

  button.hidden = false;
  source.addEventListener("focus", () => source.select());
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.value);
      status.textContent = "Copied.";
    } catch {
      // Browsers have no clipboard without https, and a person may refuse access to it.
      source.focus();
      status.textContent = "Press Ctrl+C or ⌘C to copy it.";
    }
  });
}

for (const part of document.querySelectorAll("[data-copy-text]")) bind(part);
