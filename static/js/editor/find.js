// Find and replace, in a bar above the text. The browser's own Ctrl+F stays the browser's.

import { allReplaced, placesOf } from "./found.js";
import { apply } from "./insert.js";

const PAUSE_MS = 150;

export function bindFind(bar, { textarea, mirror }) {
  const part = (name) => bar.querySelector(`[data-find-${name}]`);
  let places = [];
  let at = -1;
  let timer;

  const say = () => {
    const { value } = part("words");
    const one = places.length === 1 ? "1 place" : `${places.length} places`;
    if (!value) part("count").textContent = "";
    else if (places.length === 0) part("count").textContent = "Nowhere in the text";
    else part("count").textContent = at < 0 ? one : `${at + 1} of ${places.length}`;
    for (const name of ["next", "before", "replace", "replace-all"]) part(name).disabled = places.length === 0;
  };

  const highlight = () => {
    if (!globalThis.Highlight) return;
    const isShown = !bar.hidden;
    const ranges = isShown ? places.slice(0, 1_000).map(([from, to]) => mirror.rangeOf(from, to)) : [];
    CSS.highlights.set("found", new Highlight(...ranges));
    const here = isShown && places[at] ? [mirror.rangeOf(...places[at])] : [];
    CSS.highlights.set("found-here", new Highlight(...here));
  };

  const look = () => {
    places = placesOf(textarea.value, part("words").value, { isCaseExact: part("case").checked });
    at = Math.min(at, places.length - 1);
    say();
    highlight();
  };

  const show = (place) => {
    at = place;
    const [from, to] = places[at];
    textarea.setSelectionRange(from, to);
    const line = mirror.lineElement(textarea.value.slice(0, from).split("\n").length);
    // At once: a page that glides behind the next press of Enter shows no place.
    line.scrollIntoView({ block: "center", behavior: "instant" });
    say();
    highlight();
  };

  const step = (direction) => {
    look();
    if (places.length === 0) return;
    const { selectionStart: caret } = textarea;
    const following = places.findIndex(([from]) => from >= caret);
    const first = Math.max(following, 0);
    show(at < 0 ? first : (at + direction + places.length) % places.length);
  };

  const replace = () => {
    look();
    if (places.length === 0) return;
    if (at < 0) {
      step(1);
      return;
    }
    const [from, to] = places[at];
    const words = part("by").value;
    apply(textarea, { from, to, text: words });
    look();
    const next = places.findIndex(([start]) => start >= from + words.length);
    at = -1;
    if (places.length > 0) show(Math.max(next, 0));
    part("replace").focus();
  };

  const replaceAll = () => {
    look();
    if (places.length === 0) return;
    const { length } = places;
    apply(textarea, allReplaced(textarea.value, places, part("by").value));
    at = -1;
    look();
    part("count").textContent = `${length === 1 ? "1 place" : `${length} places`} replaced; Undo takes it back`;
    part("words").focus();
  };

  const close = () => {
    bar.hidden = true;
    highlight();
    textarea.focus({ preventScroll: true });
  };

  part("words").addEventListener("input", () => {
    at = -1;
    look();
  });
  part("case").addEventListener("change", look);
  part("next").addEventListener("click", () => step(1));
  part("before").addEventListener("click", () => step(-1));
  part("replace").addEventListener("click", replace);
  part("replace-all").addEventListener("click", replaceAll);
  part("close").addEventListener("click", close);
  bar.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
    // Enter in these fields must not save the article.
    if (event.key === "Enter" && event.target.matches("input[type=text], input[type=search]")) {
      event.preventDefault();
      if (event.target === part("by")) replace();
      else step(event.shiftKey ? -1 : 1);
    }
  });
  mirror.element.addEventListener("mirror:drawn", () => {
    if (bar.hidden) return;
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE_MS);
  });

  return {
    // Opens with the chosen words, if they are few.
    open(words = "") {
      bar.hidden = false;
      if (words && !words.includes("\n")) part("words").value = words;
      at = -1;
      look();
      // The bar is in sight with the buttons, wherever in the text one is.
      part("words").focus({ preventScroll: true });
      part("words").select();
      const { top, bottom } = bar.getBoundingClientRect();
      if (top < 0 || bottom > innerHeight) bar.scrollIntoView({ block: "center", behavior: "instant" });
    },
  };
}
