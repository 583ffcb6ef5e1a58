// Makes the links between pictures scroll only the strip, [data-gallery]. Without this script
// they would also scroll the page and fill the browser's history.

const still = matchMedia("(prefers-reduced-motion: reduce)");

function show(strip, link) {
  const slide = document.getElementById(link.hash.slice(1));
  const left = slide.offsetLeft - strip.firstElementChild.offsetLeft;
  strip.scrollTo({ left, behavior: still.matches ? "instant" : "smooth" });
  const onward = slide.querySelector(`[data-step="${link.dataset.step}"]`);
  (onward ?? slide.querySelector("[data-step]")).focus({ preventScroll: true });
}

for (const strip of document.querySelectorAll("[data-gallery]")) {
  strip.addEventListener("click", (event) => {
    const link = event.target.closest("[data-step]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(strip, link);
  });
}
