// Keeps the bar true while somebody writes: a new article that was just saved for the first time gets its
// links and its preview, and a change of a live or approved text the step that it needs now. The page is not loaded anew, so
// nobody loses their place.

export function bindBegun(textarea) {
  document.addEventListener("scratchpost:begun", async ({ detail: { article, addresses } }) => {
    textarea.dataset.markdownxUrlsPath += `?article=${article}`;
    const page = await drawBar(addresses.change);
    const [tools, newer] = [document, page].map((one) => one?.querySelector("[data-markdown-editor]"));
    for (const [name, value] of Object.entries(newer?.dataset ?? {})) tools.dataset[name] = value;
    if (page) becomeItsPage(page);
    document.dispatchEvent(new CustomEvent("scratchpost:saved"));
  });
  document.addEventListener("scratchpost:saved", ({ detail }) => {
    const { stage } = document.querySelector("[data-bar]").dataset;
    if (detail?.stage && stage && detail.stage !== stage) drawBar(location.href);
  });
}

// What a new page lacks: its names, and what its panel tells of the saved article.
function becomeItsPage(page) {
  document.title = page.title;
  for (const chosen of ["h1", "#pane-checks > .vet-line"]) {
    const [here, there] = [document, page].map((one) => one.querySelector(chosen));
    if (here && there) here.replaceWith(document.adoptNode(there));
    else if (there) document.querySelector("[data-findings-panel]").before(document.adoptNode(there));
  }
  const [here, there] = [document, page].map((one) => one.querySelector('[data-window="page"]'));
  if (here && there) here.dataset.src = there.dataset.src;
}

// Takes the bar's state and buttons from the page as the server draws it now, and returns that page.
async function drawBar(address) {
  // Only looked at: nothing that was autosaved becomes a version for it.
  const response = await fetch(address, { headers: { "X-Part": "bar" } }).catch(() => null);
  if (!response?.ok) return null;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const bar = page.querySelector("[data-bar]");
  if (!bar || document.querySelector(":popover-open")) return page;
  for (const name of [".bar-actions", ".state"]) {
    const [here, there] = [document.querySelector(`[data-bar] ${name}`), bar.querySelector(name)];
    if (here && there) here.replaceWith(document.adoptNode(there));
  }
  document.querySelector("[data-bar]").dataset.stage = bar.dataset.stage;
  return page;
}
