// The article's form: saves what is typed, keeps a copy in the browser while it cannot, offers
// that back, and shows who else is here. Bound to [data-autosave] and its form, #article_form.

import { Autosave } from "./autosave/autosave.js";
import { LocalCopies } from "./autosave/local-copy.js";
import { Presence } from "./autosave/presence.js";
import { StatusLine } from "./autosave/status-line.js";
import { TypedNotice } from "./autosave/typed-notice.js";
import { csrfToken } from "./editor/requests.js";

const root = document.querySelector("[data-autosave]");
const form = document.querySelector("#article_form");
const { autosaveUrl, presenceUrl, typedUrl, user, article, taken, own } = root.dataset;

// A browser that comes back to this page may put old words into fields that are newer on the
// server, and the next save would take them for an edit. What was not saved is offered instead.
const [{ type }] = performance.getEntriesByType("navigation");
if (type === "reload" || type === "back_forward") form.reset();

const copies = new LocalCopies({ user, article });
const status = new StatusLine(root);

function start() {
  const presenceAnswer = (answer) => presence.show(answer);
  const autosave = new Autosave(form, { url: autosaveUrl, user, copies, status, onAnswer: presenceAnswer });
  const presence = new Presence(root, { url: presenceUrl, user });
  const notice = new TypedNotice(document.querySelector("[data-typed]"), form, {
    discardUrl: typedUrl,
    copies,
    own: own.split(" "),
  });
  const kept = document.querySelector("#typed-values");
  notice.offer(kept && JSON.parse(kept.textContent), taken.split(" "));
  if ("unsaved" in root.dataset) autosave.acknowledged = {};
  presence.bind(`scratchpost.article.${user}.${article}`);
  bind(autosave);
  autosave.noted();
}

function bind(autosave) {
  // The admin's selects report their changes only through jQuery, which hears all other changes too.
  django.jQuery(form).on("input change", () => autosave.noted());
  for (const kind of ["formset:added", "formset:removed"]) document.addEventListener(kind, () => autosave.noted());
  addEventListener("online", () => autosave.tryAgain());
  // Ctrl+S (editor/shortcuts.js).
  document.addEventListener("scratchpost:save", (event) => {
    event.preventDefault();
    autosave.send();
  });
  addEventListener("focus", () => autosave.tryAgain());
  form.addEventListener("submit", () => {
    // A login in another window changes the token.
    form.elements.csrfmiddlewaretoken.value = csrfToken();
    autosave.leave();
  });
  addEventListener("pageshow", ({ persisted }) => persisted && autosave.comeBack());
  addEventListener("beforeunload", (event) => {
    if (!autosave.isLeaving && autosave.isUnacknowledged) event.preventDefault();
  });
  root.querySelector("[data-autosave-conflict]").addEventListener("click", () => {
    form.requestSubmit(form.querySelector("[name=_continue]"));
  });
}

// The admin's own scripts set up rows and selects first.
django.jQuery(start);
