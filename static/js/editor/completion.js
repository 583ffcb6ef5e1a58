// Choices while typing: "/" at the start of a line opens the menu of blocks; "[^" lists the references,
// "article:" and a link's brackets the articles, "term:" the glossary. Nothing opens within a word.

import { articleChoices, referenceChoices, termChoices } from "./choices.js";
import { apply } from "./insert.js";
import { matching } from "./matching.js";
import { triggerAt } from "./triggers.js";

const LABELS = {
  menu: "Put in",
  reference: "Cite",
  article: "Link to an article",
  articleInLink: "Link to an article, or paste an address",
  term: "Explain a word",
  termInLink: "Explain a word",
};
const CLOSING = { articleInLink: ")", termInLink: ")", reference: "]" };

export function bindCompletion(textarea, { popup, mirror, library, menu }) {
  // Where Escape closed a list, until the caret is elsewhere.
  let dismissed = -1;
  // What a button put in and nobody has answered yet.
  let opened = null;

  const addReference = () => textarea.dispatchEvent(new CustomEvent("editor:reference", { bubbles: true }));
  const optionsFor = {
    menu: () => menu,
    reference: () => referenceChoices(library.references(), addReference),
    article: (typed) => articleChoices(library.articles(typed)),
    articleInLink: (typed) => articleChoices(library.articles(typed)),
    term: (typed) => termChoices(library.terms(typed)),
    termInLink: (typed) => termChoices(library.terms(typed)),
  };
  const here = () => (textarea.selectionStart === textarea.selectionEnd ? triggerAt(textarea.value, textarea.selectionStart) : null);

  const look = () => {
    const found = here();
    if (!found) dismissed = -1;
    if (!found || found.from === dismissed) {
      popup.close();
      return;
    }
    popup.show(matching(optionsFor[found.name](found.typed), found.typed), {
      label: LABELS[found.name],
      rect: mirror.rectAt(found.from),
      onPick: (option) => take(found, option),
    });
  };
  library.onNews = () => {
    if (document.activeElement === textarea && here()?.name !== "menu") look();
  };

  const take = ({ from, name }, option) => {
    const end = textarea.selectionStart;
    opened = null;
    if (option.run) {
      apply(textarea, { from, to: end, text: "", select: [from, from] });
      option.run();
      return;
    }
    const { value } = textarea;
    const isLink = name === "articleInLink" || name === "termInLink";
    const start = isLink ? value.lastIndexOf("](", end) + 2 : from;
    // The closing bracket that stands there already is taken along.
    const to = CLOSING[name] && value[end] === CLOSING[name] ? end + 1 : end;
    apply(textarea, { from: start, to, text: isLink ? `${option.inLink})` : option.text });
  };

  // Whether what a button began was taken back.
  const takeBack = () => {
    if (opened === null || textarea.selectionStart !== opened.to || !here()) return false;
    const { from, to, words } = opened;
    opened = null;
    popup.close();
    apply(textarea, { from, to, text: words, select: [from, from + words.length] });
    return true;
  };

  textarea.addEventListener("input", (event) => {
    if (!event.isComposing) look();
  });
  textarea.addEventListener("compositionend", look);
  textarea.addEventListener(
    "keydown",
    (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape" && popup.isOpen) {
        dismissed = here()?.from ?? -1;
        if (takeBack()) {
          event.preventDefault();
          return;
        }
      }
      popup.onKey(event);
    },
    { capture: true },
  );
  textarea.addEventListener("blur", () => popup.close());
  textarea.addEventListener("click", () => popup.close());

  return {
    // A button begins what could have been typed: `before` the caret, `after` it.
    begin(before, after = "") {
      const { selectionStart: from, selectionEnd: to, value } = textarea;
      const words = value.slice(from, to);
      dismissed = -1;
      const at = from + before.length;
      apply(textarea, { from, to, text: before + after, select: [at, at] });
      opened = after ? null : { from, to: at, words };
      look();
    },
  };
}
