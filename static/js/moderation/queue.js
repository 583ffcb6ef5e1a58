// The moderators' list: a decision takes its card's place with a line that undoes it, and keys decide.
// Without this script each button sends the form, and a message tells of it on the next page.

import { bindKeys } from "./keys.js";

const PART = { "X-Part": "card" };
const TIMEOUT = 20_000;
// After the last decision, so that a row of them asks once.
const COUNT_AFTER = 1_500;

const form = document.querySelector("[data-queue]");
const status = form.querySelector("[data-queue-status]");
const bulk = form.querySelector("[data-bulk]");
const picker = form.querySelector("[data-pick-start]");
let said = status.textContent;

const cards = () => [...form.querySelectorAll("[data-held]")];
const current = () => cards().find((card) => card.contains(document.activeElement));
const tick = (card) => card.querySelector(".action-select");
const ticked = () => cards().filter((card) => tick(card)?.checked);

function tell(words) {
  status.textContent = words;
}

function recount() {
  for (const count of form.querySelectorAll("[data-group-count]")) {
    count.textContent = count.closest("section").querySelectorAll("[data-held]").length;
  }
  const number = ticked().length;
  if (bulk) bulk.hidden = number === 0;
  tell(number ? `${number} ticked` : said);
}

let counting;

function countSoon() {
  clearTimeout(counting);
  counting = setTimeout(count, COUNT_AFTER);
}

// The numbers of this list as they are now; where they cannot be had, the old ones stay.
async function count() {
  const answer = await fetch(location.href, { redirect: "error" }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const place of document.querySelectorAll("[data-fresh]")) {
    const fresh = page.querySelector(`[data-fresh="${place.dataset.fresh}"]`);
    if (fresh) place.replaceChildren(...fresh.childNodes);
  }
  const told = status.textContent;
  const before = said;
  said = page.querySelector("[data-queue-status]")?.textContent ?? said;
  if (told === before) tell(said);
}

function elementOf(html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  return made.content.firstElementChild;
}

// Sends the button with the whole form's fields, as the browser would. Returns the answer's element and whether
// it is what was asked for; null where no part came: then the browser shall send the form itself.
async function ask(button) {
  const body = new FormData(form, button);
  // What stands in the reply of another card is none of this decision.
  const answer = await fetch(button.formAction || form.action, {
    method: "POST",
    body,
    headers: PART,
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT),
  });
  const isPart = answer.status === 200 || answer.status === 409 || answer.status === 422;
  if (!isPart) return null;
  const element = elementOf(await answer.text());
  return element ? { element, isDone: answer.ok } : null;
}

const busy = new WeakSet();

// `place` is the card or the line whose place the answer takes.
async function send(button, place) {
  if (busy.has(place)) return;
  busy.add(place);
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await ask(button);
    if (answer) settle(answer, place);
    else leave(button);
  } catch {
    tell("No answer came. Look whether it was decided, and press again if not.");
    button.focus();
  } finally {
    busy.delete(place);
    place.removeAttribute("aria-busy");
  }
}

function settle({ element, isDone }, place) {
  if (!isDone) {
    const fault = place.querySelector("[data-fault]");
    fault?.replaceChildren(element);
    place.querySelector("textarea")?.focus();
    return;
  }
  const next = cards()[cards().indexOf(place) + 1];
  place.replaceWith(element);
  recount();
  countSoon();
  if (element.matches("[data-held]")) {
    element.focus();
    return;
  }
  tell(element.querySelector("span").textContent);
  (next ?? element.querySelector("button, a"))?.focus();
}

// The session ended, or the site failed: the browser's own way shows the login or the error.
function leave(button) {
  form.removeEventListener("submit", submitted);
  form.requestSubmit(button);
}

function submitted(event) {
  const button = event.submitter;
  const place = button?.closest("[data-held], [data-done]");
  if (!place) return;
  event.preventDefault();
  button.closest("[popover]")?.hidePopover();
  send(button, place);
}

function press(verb) {
  if (ticked().length > 0) {
    const button = bulk.querySelector(`[value="${verb}_selected"]`);
    button?.click();
    return Boolean(button);
  }
  const button = current()?.querySelector(`[data-press="${verb}"]`);
  button?.click();
  return Boolean(button);
}

function step(by) {
  const all = cards();
  const at = all.indexOf(current());
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
  const card = all[Math.min(Math.max(next, 0), all.length - 1)];
  card?.focus();
  return Boolean(card);
}

function reply() {
  const box = current()?.querySelector("[data-card-reply]");
  if (!box) return false;
  box.open = true;
  box.querySelector("textarea").focus();
  return true;
}

function follow(found) {
  found?.click();
  return Boolean(found);
}

// The last line on this page; else the message of the page before.
function undo() {
  return follow([...form.querySelectorAll("[data-undo]")].at(-1) ?? document.querySelector("[data-undo]"));
}

form.addEventListener("submit", submitted);
form.addEventListener("change", ({ target }) => {
  if (target.matches(".action-select")) recount();
});
// An opened reply is there to be written in.
form.addEventListener("toggle", ({ target }) => {
  if (target.matches("[data-card-reply]") && target.open) target.querySelector("textarea").focus();
}, true);
picker?.addEventListener("click", () => {
  const isOn = document.body.classList.toggle("picking");
  picker.setAttribute("aria-pressed", String(isOn));
  picker.textContent = isOn ? "Done choosing" : "Choose several";
});
if (picker) picker.hidden = false;
document.body.classList.add("queue-with-script");
// The browser may have kept ticks from before a reload.
if (bulk) bulk.hidden = ticked().length === 0;

bindKeys(
  {
    j: () => step(1),
    k: () => step(-1),
    o: () => follow(current()?.querySelector("[data-open]")),
    x: () => follow(current() && tick(current())),
    a: () => press("approve"),
    r: () => press("reject"),
    s: () => press("spam"),
    h: () => press("hold"),
    b: () => press("blur"),
    e: reply,
    u: undo,
  },
  tell,
);
