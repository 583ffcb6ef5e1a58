// The article's form: saves what is typed, keeps a copy in the browser while it cannot, offers that back,
// and shows who else is here. Bound to [data-autosave] and to the form.

import { csrfToken } from "../editor/requests.js";
import { Autosave } from "./autosave.js";
import { LocalCopies } from "./local-copy.js";
import { Presence } from "./presence.js";
import { StatusLine } from "./status-line.js";
import { TypedNotice } from "./typed-notice.js";

// Returns the autosave; call it once the admin's own scripts have set up rows and selects.
export function bindAutosave(form) {
  const root = document.querySelector("[data-autosave]");
  const { autosaveUrl, presenceUrl, typedUrl, user, article, taken, own } = root.dataset;
  // A browser that comes back to this page may put old words into fields that are newer on the
  // server, and the next save would take them for an edit. What was not saved is offered instead.
  const [{ type }] = performance.getEntriesByType("navigation");
  if (type === "reload" || type === "back_forward") reset(form);

  const copies = new LocalCopies({ user, article: article ?? "new" });
  const status = new StatusLine(root);
  const presence = new Presence(document, { url: presenceUrl, user });
  const autosave = new Autosave(form, {
    url: autosaveUrl,
    user,
    copies,
    status,
    onAnswer: (answer) => presence.show(answer),
    onBegun: (answer) => begun(answer, { autosave, presence, form }),
  });
  autosave.article = article;
  const notice = new TypedNotice(document.querySelector("[data-typed]"), form, {
    discardUrl: typedUrl,
    copies,
    own: own.split(" "),
  });
  const kept = document.querySelector("#typed-values");
  notice.offer(kept && JSON.parse(kept.textContent), taken.split(" "));
  if ("unsaved" in root.dataset) autosave.acknowledged = {};
  if (article) presence.bind(`scratchpost.article.${user}.${article}`);
  bind(autosave, form, root);
  autosave.noted();
  return autosave;
}

// The first save made the article: the page goes on as its own, without being loaded anew.
function begun({ article, slug, addresses }, { autosave, presence, form }) {
  autosave.copies.forget(autosave.tab);
  autosave.copies = new LocalCopies({ user: autosave.user, article });
  autosave.copies.tab = autosave.tab;
  autosave.article = article;
  autosave.url = addresses.autosave;
  presence.url = addresses.presence;
  presence.bind(`scratchpost.article.${autosave.user}.${article}`);
  history.replaceState(null, "", addresses.change);
  form.action = addresses.change;
  const address = form.elements.namedItem("slug");
  if (address.value !== slug) {
    address.value = slug;
    // Another page has the address that the title makes, so the admin's script makes none any more.
    django.jQuery(address).data("_changed", true);
  }
  document.dispatchEvent(new CustomEvent("scratchpost:begun", { detail: { article, addresses } }));
}

// Fields that grow and counters hear of it.
function reset(form) {
  form.reset();
  for (const field of form.querySelectorAll("textarea")) field.dispatchEvent(new Event("input"));
}

function bind(autosave, form, root) {
  // The admin's selects report their changes only through jQuery, which hears all other changes too.
  django.jQuery(form).on("input change", () => autosave.typed());
  addEventListener("pagehide", () => autosave.flush());
  document.addEventListener("visibilitychange", () => document.hidden && autosave.flush());
  for (const kind of ["formset:added", "formset:removed"]) document.addEventListener(kind, () => autosave.noted());
  addEventListener("online", () => autosave.tryAgain());
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
  root.querySelector("[data-autosave-conflict]").addEventListener("click", () => autosave.saveWhole());
  root.querySelector("[data-autosave-retry]").addEventListener("click", () => autosave.tryAgain());
}
