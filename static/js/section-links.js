// Beside each heading of a text stands a link to it; here a click copies its address too.
// [data-link-status] says so. Editions from before these links get theirs here, as
// articles/rendering/headings.py makes them.

const SHOWN_MS = 2500;

function add(heading) {
  const link = document.createElement("a");
  link.className = "section-anchor";
  link.href = `#${heading.id}`;
  link.setAttribute("aria-label", `Link to this section: ${heading.textContent.trim()}`);
  heading.after(link);
}

async function copy(link, status) {
  // Emptied first, so that a second click is told again.
  status.textContent = "";
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    // Without https there is no clipboard; the link itself was followed all the same.
    status.textContent = "The address of this section is in the address bar.";
    return;
  }
  status.textContent = "Link copied";
  link.dataset.copied = "";
  setTimeout(() => delete link.dataset.copied, SHOWN_MS);
}

for (const text of document.querySelectorAll("[data-section-links]")) {
  const status = document.querySelector("[data-link-status]");
  for (const heading of text.querySelectorAll(":scope > :is(h2, h3)[id]")) {
    if (!heading.nextElementSibling?.matches(".section-anchor")) add(heading);
  }
  text.addEventListener("click", (event) => {
    const link = event.target.closest(".section-anchor");
    if (link) copy(link, status);
  });
}
