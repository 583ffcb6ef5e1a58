// The page of one comment: each key presses a button or follows a link of it.

import { bindKeys } from "./keys.js";

function press(selector) {
  const found = document.querySelector(selector);
  found?.click();
  return Boolean(found);
}

function openReply() {
  const field = document.querySelector("#reply textarea");
  field?.focus();
  return Boolean(field);
}

bindKeys({
  a: () => press('[data-press="approve"]'),
  r: () => press('[data-press="reject"]'),
  s: () => press('[data-press="spam"]'),
  h: () => press('[data-press="hold"]'),
  b: () => press('[data-press="blur"]'),
  e: openReply,
  u: () => press("[data-undo]"),
});
