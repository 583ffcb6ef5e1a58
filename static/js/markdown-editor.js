// The Markdown editor of the admin: a live preview in the site's own style, and pictures
// by button, drop or paste, or from the library. Bound to [data-markdown-editor]; the
// addresses come from the data attributes that django-markdownx writes on its <textarea>.
// Tab is left alone, and text is inserted through the browser's own editing, so that undo works.

import { bindPictureDialog } from "./editor/picture-dialog.js";
import { bindPicturePicker } from "./editor/picture-picker.js";
import { bindPreview } from "./editor/preview.js";

for (const editor of document.querySelectorAll("[data-markdown-editor]")) {
  const textarea = editor.querySelector("textarea");
  const part = (name) => editor.querySelector(`[data-${name}]`);
  bindPreview(textarea, part("preview"), part("status"));
  bindPictureDialog(editor, textarea, part("picture-status"));
  bindPicturePicker(editor, textarea, part("picture-status"));
}
