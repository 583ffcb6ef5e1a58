// Ctrl with a letter, or Cmd where the keyboard has that.

// `keys`: what each letter does in the text.
export function bindShortcuts(textarea, keys) {
  textarea.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || !isCommand(event)) return;
    const run = keys[event.key.toLowerCase()];
    if (!run) return;
    event.preventDefault();
    run();
  });
}

const isCommand = ({ ctrlKey, metaKey, altKey, shiftKey }) => (ctrlKey || metaKey) && !altKey && !shiftKey;

// Everywhere on the page, so that Ctrl+S never opens the browser's own dialog.
export function bindSave(save) {
  document.addEventListener("keydown", (event) => {
    if (!isCommand(event) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    if (!event.repeat) save();
  });
}
