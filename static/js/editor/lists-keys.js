// Enter goes on with a list, Ctrl+] and Ctrl+[ move an item in and out. Tab is never taken.

import { apply } from "./insert.js";
import { indent, onEnter } from "./lists.js";

export function bindKeysOfLists(textarea) {
  const selection = () => [textarea.value, textarea.selectionStart, textarea.selectionEnd];
  textarea.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || event.altKey || event.shiftKey) return;
    const isCommand = event.ctrlKey || event.metaKey;
    const change = isCommand ? moved(event.key, selection()) : event.key === "Enter" && onEnter(...selection());
    if (!change) return;
    event.preventDefault();
    apply(textarea, change);
  });
}

function moved(key, selection) {
  const step = { "]": 1, "[": -1 }[key];
  return step ? indent(...selection, step) : null;
}
