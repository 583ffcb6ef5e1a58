// Buttons to print a page and to share its address, [data-print] and [data-share], which are hidden without
// this script. Sharing is the device's own sheet, or else copies the address.

function bindShare(button) {
  const label = button.querySelector("[data-label]");
  const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  const title = document.querySelector("h1").textContent;
  if (!navigator.share && !navigator.clipboard) return;
  button.hidden = false;
  if (!navigator.share) label.textContent = "Copy the link";
  button.addEventListener("click", async () => {
    try {
      if (navigator.share) {
        await navigator.share({ title, url });
      } else {
        await navigator.clipboard.writeText(url);
        label.textContent = "Link copied";
      }
    } catch {
      // The reader closed the sheet, or refused access to the clipboard.
    }
  });
}

// Older browsers do not unfold what an address leads to.
function unfold() {
  const target = document.getElementById(location.hash.slice(1));
  const fold = target?.closest("details:not([open])");
  if (!fold) return;
  fold.open = true;
  target.scrollIntoView();
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
for (const button of document.querySelectorAll("[data-share]")) bindShare(button);
addEventListener("hashchange", unfold);
unfold();
