// Marks a browser in which somebody is at the desk, so that readers' pages ask what to offer them
// (edit-links/bar.js). The mark says nothing of who it is, is sent nowhere, and goes with the logout.

const MARKER = "scratchpost-desk";

try {
  if ("inside" in document.body.dataset) localStorage.setItem(MARKER, "yes");
  else localStorage.removeItem(MARKER);
} catch {
  // Storage is blocked: /edit/ leads to the desk without it.
}
