// The preview's tools: text or whole page, phone or desktop, light or dark, remembered by
// this browser. Bound to [data-preview-tools]; its frames are [data-window], its choices
// [data-choice] with a button for each [data-value]. The whole page is loaded anew when
// the document hears "scratchpost:saved".

import { showTheme } from "./preview-theme.js";

const WIDTHS = { phone: 390, desktop: 1280 };
const MEMORY = "scratchpost.preview";

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(MEMORY)) ?? {};
  } catch {
    return {};
  }
}

function remember(choices) {
  try {
    localStorage.setItem(MEMORY, JSON.stringify({ ...remembered(), ...choices }));
  } catch {
    // Without storage the preview still works.
  }
}

// In the frame another page would be refused, because only previews may be shown in a frame.
function openLinksOutside(frame) {
  frame.contentDocument?.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const here = frame.contentWindow.location;
    if (link && (link.origin !== here.origin || link.pathname !== here.pathname)) link.target = "_blank";
  });
}

class PreviewTools {
  constructor(part) {
    this.part = part;
    this.stage = part.querySelector("[data-preview-stage]");
    this.frames = [...part.querySelectorAll("[data-window]")];
    this.page = this.frames.find((frame) => frame.dataset.window === "page");
    this.view = part.querySelector('[data-choice="view"]');
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const chosen = { view: "text", width: "phone", theme: dark ? "dark" : "light", ...remembered() };
    this.choices = this.frames.length > 1 ? chosen : { ...chosen, view: this.frames[0].dataset.window };
    this.isStale = true;
  }

  bind() {
    for (const group of this.part.querySelectorAll("[data-choice]")) {
      group.addEventListener("click", (event) => this.choose(group.dataset.choice, event.target.dataset.value));
    }
    for (const frame of this.frames) {
      frame.addEventListener("load", () => this.loaded(frame));
      if (frame.contentDocument?.readyState === "complete") this.loaded(frame);
    }
    new ResizeObserver(() => this.fit()).observe(this.stage);
    document.addEventListener("scratchpost:saved", () => this.saved());
    this.part.querySelector("[data-preview-bar]").hidden = false;
    this.show();
  }

  choose(choice, value) {
    if (!value) return;
    this.choices[choice] = value;
    remember({ [choice]: value });
    this.show();
  }

  // A page that is being begun has nothing saved to show; static/js/desk/begun.js gives it its address.
  get shown() {
    return this.view && !this.page.dataset.src ? "text" : this.choices.view;
  }

  show() {
    if (this.view) this.view.hidden = !this.page.dataset.src;
    for (const button of this.part.querySelectorAll("[data-value]")) {
      const choice = button.closest("[data-choice]").dataset.choice;
      button.setAttribute("aria-pressed", String(this.choices[choice] === button.dataset.value));
    }
    for (const frame of this.frames) {
      frame.hidden = frame.dataset.window !== this.shown;
      showTheme(frame, this.choices.theme);
    }
    this.part.querySelector("[data-preview-note]").hidden = this.shown !== "page";
    this.loadPage();
    this.fit();
  }

  // The frame is as wide as the device, and scaled down where there is less room.
  fit() {
    const width = WIDTHS[this.choices.width];
    const scale = Math.min(1, this.stage.clientWidth / width);
    this.stage.style.setProperty("--preview-width", `${width}px`);
    this.stage.style.setProperty("--preview-scale", String(scale));
  }

  loaded(frame) {
    openLinksOutside(frame);
    showTheme(frame, this.choices.theme);
  }

  saved() {
    this.isStale = true;
    this.show();
  }

  loadPage() {
    if (!this.page || this.page.hidden || !this.isStale) return;
    this.isStale = false;
    // Reloading keeps the scroll position; a page that was refused cannot be reloaded so.
    if (this.page.src && this.page.contentDocument) this.page.contentWindow.location.reload();
    else this.page.src = this.page.dataset.src;
  }
}

for (const part of document.querySelectorAll("[data-preview-tools]")) new PreviewTools(part).bind();
