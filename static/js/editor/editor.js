// The writing field: binds the parts of the editor to one <textarea>. Everything typed is Markdown, and
// the form sends the <textarea> as it always did; without this script it is a plain field.
//
// A page may listen on the field for what only it can do. Both events bubble and may be prevented:
//   "editor:reference"  somebody wants to add a reference
//   "editor:lead"       the focus is about to go to the place of the finding in `detail`
// And it hears what the checks found: "editor:checked", with { findings, words, grade } in `detail`.

import { bindAgreement } from "./agreement.js";
import { actionsOf } from "./actions.js";
import { bindBlockForms } from "./block-forms.js";
import { bindChecks } from "./checks.js";
import { menuOf } from "./choices.js";
import { bindCompletion } from "./completion.js";
import { bindFind } from "./find.js";
import { Findings } from "./findings.js";
import { apply, insertBlock, insertText } from "./insert.js";
import { keepInSight } from "./in-sight.js";
import { Library } from "./library.js";
import { bindKeysOfLists } from "./lists-keys.js";
import { Mirror } from "./mirror.js";
import { bindOutline } from "./outline.js";
import { bindPaste } from "./paste.js";
import { Popup } from "./popup.js";
import { bindShortcuts } from "./shortcuts.js";
import { bindMenu, bindToolbar } from "./toolbar.js";

// `root` holds the field and its parts, as templates/markdownx/widget.html writes them. `pictures` opens
// the dialogs: { pick(), add(files) }.
export function bindEditor(root, { pictures }) {
  const textarea = root.querySelector("textarea.markdownx-editor");
  const part = (name) => root.querySelector(`[data-${name}]`);
  const tell = (words) => {
    part("told").textContent = words;
  };
  const mirror = new Mirror(textarea, part("mirror"));
  bindAgreement(root, textarea, mirror);
  keepInSight(root, textarea, mirror);
  const popup = new Popup(textarea, part("choices-status"));
  const library = new Library(textarea, () => root.dataset.libraryUrl);
  const careLevels = [...root.querySelectorAll("[data-do=care]")].map(({ dataset }) => ({ ...dataset }));
  const forms = bindBlockForms(root, textarea, careLevels);
  const find = bindFind(part("find"), { textarea, mirror });
  const findings = new Findings({ root, textarea, mirror });

  // Actions begin completions, and the menu of the completion runs actions.
  const actions = actionsOf({ textarea, pictures, forms, find, begin: (...words) => completion.begin(...words) });
  const completion = bindCompletion(textarea, {
    popup,
    mirror,
    library,
    menu: menuOf({ actions, careLevels }),
  });

  bindShortcuts(textarea, { b: actions.bold, i: actions.italic, k: actions.link, h: actions.find });
  bindKeysOfLists(textarea);
  bindToolbar(part("toolbar"), actions);
  for (const button of root.querySelectorAll("[data-menu]")) {
    bindMenu(button, root.querySelector(`[data-menu-of="${button.dataset.menu}"]`));
  }
  bindOutline(part("outline"), { textarea, mirror });
  bindPaste(textarea, { onPictures: pictures.add, tell });
  const look = bindChecks(root, textarea, { findings, library });

  return {
    textarea,
    mirror,
    library,
    findings,
    actions,
    look,
    tell,
    apply: (edit) => apply(textarea, edit),
    insertText: (text) => insertText(textarea, text),
    insertBlock: (block) => insertBlock(textarea, block),
  };
}
