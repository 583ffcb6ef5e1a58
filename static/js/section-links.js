// Each heading of a text has a link to itself. With this script a click also copies its address,
// and [data-link-status] says so. Older editions were stored without these links, so the script
// adds them in the form that articles/rendering/headings.py writes.

const SHOWN_MS = 2500;

function add(heading) {
  const link = document.createElement("a");
  link.className = "section-anchor";
  link.href = `#${heading.id}`;
  link.setAttribute("aria-label", `Link to this section: ${heading.textContent.trim()}`);
  heading.after(link);
}

async function copy(link, status) {
  // Emptied first, so that screen readers announce a second click too.
  status.textContent = "";
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    // Browsers have no clipboard without https. The browser follows the link in any case.
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
