// The picture library: pictures dropped anywhere on the page are brought in, and ticks say what can be done with them.

import { bindUpload } from "./picture-upload.js";

const form = document.querySelector("[data-library-form]");
const dialog = document.querySelector("[data-picture-upload]");

if (dialog) {
  let isAdded = false;
  const upload = bindUpload(dialog, {
    dropOn: document,
    done: () => {
      isAdded = true;
    },
  });
  // The list is the server's: it shows the new ones, the newest first.
  dialog.addEventListener("close", () => isAdded && location.assign(location.pathname));
  document.querySelector("[data-library-add]").addEventListener("click", (event) => {
    event.preventDefault();
    upload.open();
  });
  for (const words of document.querySelectorAll("[data-with-scripts]")) words.hidden = false;
}

const remove = form.querySelector("[data-library-delete]");
if (remove) {
  const said = form.querySelector("[data-library-said]");
  const before = [...said.childNodes];
  const show = () => {
    const count = form.querySelectorAll("[name=_selected_action]:checked").length;
    remove.hidden = count === 0;
    if (count === 0) said.replaceChildren(...before);
    else said.textContent = count === 1 ? "1 picture is ticked." : `${count} pictures are ticked.`;
  };
  form.addEventListener("change", show);
  // A browser may bring ticks back with the page.
  addEventListener("pageshow", show);
  show();
}
