// The panel beside the text. Wide, its tabs change what stands beside; narrow, "Write" is one of them and
// what is chosen takes the screen. Arrow keys move between tabs. Without this script all parts stand below
// each other. Tells of each change by "panel:shown" on the document, with the name of the part.

const WIDE = "(min-width: 68.75rem)";

export class Panel {
  #tabs;
  #wide = matchMedia(WIDE);
  #at = "write";
  #beside = "preview";
  // What took the screen when it was narrow: the text, until something else was chosen there.
  #alone = "write";

  constructor(tablist) {
    this.#tabs = [...tablist.querySelectorAll("[role=tab]")];
    tablist.hidden = false;
    for (const tab of this.#tabs) {
      const pane = this.#pane(tab);
      pane.setAttribute("role", "tabpanel");
      pane.setAttribute("aria-labelledby", tab.id);
      tab.addEventListener("click", () => this.show(tab.dataset.tab));
    }
    tablist.addEventListener("keydown", (event) => this.#move(event));
    this.#wide.addEventListener("change", () => this.show(this.#wide.matches ? this.#beside : this.#alone));
    this.show(this.isWide ? this.#beside : "write");
  }

  get isWide() {
    return this.#wide.matches;
  }

  get at() {
    return this.#at;
  }

  show(name) {
    this.#at = name;
    if (name !== "write") this.#beside = name;
    if (!this.isWide) this.#alone = name;
    for (const tab of this.#tabs) {
      const isAt = tab.dataset.tab === name;
      tab.setAttribute("aria-selected", String(isAt));
      tab.tabIndex = isAt ? 0 : -1;
      if (isAt) tab.scrollIntoView({ block: "nearest", inline: "center" });
      // Wide, the text stands beside whatever is shown.
      this.#pane(tab).hidden = tab.dataset.tab !== "write" && !isAt;
    }
    document.body.dataset.showing = name;
    document.dispatchEvent(new CustomEvent("panel:shown", { detail: name }));
  }

  // Opens whatever hides the element.
  reveal(element) {
    element.closest("details")?.setAttribute("open", "");
    const pane = this.#tabs.find((tab) => this.#pane(tab).contains(element));
    const name = pane?.dataset.tab;
    if (name && name !== this.#at && !(name === "write" && this.isWide)) this.show(name);
  }

  #pane(tab) {
    return document.getElementById(tab.getAttribute("aria-controls"));
  }

  #move(event) {
    const seen = this.#tabs.filter((tab) => tab.offsetParent !== null);
    const at = seen.indexOf(document.activeElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: seen.length - 1 }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    const tab = seen[(next + seen.length) % seen.length];
    this.show(tab.dataset.tab);
    tab.focus();
  }
}
