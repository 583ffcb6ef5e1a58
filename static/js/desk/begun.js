// A new article that was just saved for the first time: the bar gets its links, and the text's tools the
// article's references. The page is not loaded anew, so nobody loses their place.

export function bindBegun(textarea) {
  document.addEventListener("scratchpost:begun", async ({ detail: { article, addresses } }) => {
    textarea.dataset.markdownxUrlsPath += `?article=${article}`;
    const response = await fetch(addresses.change).catch(() => null);
    if (!response?.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const name of [".bar-actions", ".bar .state"]) {
      const [here, there] = [document.querySelector(name), page.querySelector(name)];
      if (here && there && !document.querySelector(":popover-open")) here.replaceWith(document.adoptNode(there));
    }
    const [tools, newer] = [document, page].map((one) => one.querySelector("[data-markdown-editor]"));
    for (const [name, value] of Object.entries(newer?.dataset ?? {})) tools.dataset[name] = value;
    document.dispatchEvent(new CustomEvent("scratchpost:saved"));
  });
}
