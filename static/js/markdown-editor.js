// The Markdown editor of the admin: toolbar, lists of what can be cited and linked, forms of blocks, live
// checks and preview, and pictures by button, drop or paste, or from the library. Bound to
// [data-markdown-editor]; the addresses come from its data attributes, and from those that
// django-markdownx writes on its <textarea>. Tab is left alone, and text is inserted through the browser's
// own editing, so that undo works. A page that does more with the field imports editorOf() from here.

import { bindEditor } from "./editor/editor.js";
import { bindPictureDialog } from "./editor/picture-dialog.js";
import { bindPicturePicker } from "./editor/picture-picker.js";
import { bindPreview } from "./editor/preview.js";
import { bindSave } from "./editor/shortcuts.js";

const editors = new Map();

export const editorOf = (textarea) => editors.get(textarea);

for (const root of document.querySelectorAll("[data-markdown-editor]")) {
  const textarea = root.querySelector("textarea.markdownx-editor");
  const part = (name) => root.querySelector(`[data-${name}]`);
  const status = part("picture-status");
  textarea.addEventListener("input", ({ inputType }) => {
    if (inputType === "historyUndo") status.textContent = "";
  });
  const { add, choose } = bindPictureDialog(root, textarea, status);
  const pick = bindPicturePicker(root, textarea, { status, upload: choose });
  editors.set(textarea, bindEditor(root, { pictures: { pick, add } }));
  const frame = part("preview") ?? document.querySelector("[data-preview]");
  if (frame) bindPreview(textarea, frame, part("status"));
}

bindSave(() => {
  // Whoever saves the form as it is typed answers this; elsewhere its own button does.
  const event = new Event("scratchpost:save", { cancelable: true });
  if (!document.dispatchEvent(event)) return;
  const form = document.querySelector("[data-markdown-editor]").closest("form");
  form?.requestSubmit(form.querySelector("[name=_continue]"));
});
