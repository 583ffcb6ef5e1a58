// The gallery of an article: its order, its captions, and pictures from the library or from this device. Its fields
// are those of the form, so it is saved with it. Bound to [data-gallery-panel].

import { get } from "../editor/requests.js";
import { choosePicture } from "../editor/picture-picker.js";
import { bindOrdering } from "./ordering.js";
import { bindUpload } from "./picture-upload.js";
import { RowGroup } from "./row-group.js";

const SHORT = 60;

const nameOf = (alt) => (alt.length > SHORT ? `${alt.slice(0, SHORT)}…` : alt);

function bindGallery(root) {
  const group = new RowGroup(root);
  const list = root.querySelector("[data-gallery]");
  const status = root.querySelector("[data-gallery-status]");
  const say = (words) => {
    status.textContent = words;
  };
  const rows = () => [...list.children];
  const placed = () => rows().filter((row) => !group.isOut(row));
  const pictureOf = (row) => group.value(row, "picture");

  // Positions are written only after a change: what was opened and left alone stays as it was.
  const count = () => {
    for (const [at, row] of placed().entries()) group.field(row, "position").value = at;
    group.changed();
    mark();
  };

  const mark = () => {
    const inside = placed();
    for (const [at, row] of inside.entries()) {
      row.querySelector('[data-move="-1"]').setAttribute("aria-disabled", String(at === 0));
      row.querySelector('[data-move="1"]').setAttribute("aria-disabled", String(at === inside.length - 1));
      row.classList.toggle("is-lead", at === 0);
    }
  };

  const show = (row, { src, width, height, alt }) => {
    const image = row.querySelector("[data-picture-image]");
    Object.assign(image, { src, width, height });
    row.querySelector("[data-picture-alt]").textContent = alt || "Decoration";
    name(row);
  };

  const name = (row) => {
    const words = nameOf(row.querySelector("[data-picture-alt]").textContent);
    for (const each of row.querySelectorAll("[data-picture-name]")) each.textContent = ` “${words}”`;
  };

  const bindRow = (row) => {
    for (const each of row.querySelectorAll("[data-with-scripts], [data-handle]")) each.hidden = false;
    for (const each of row.querySelectorAll("[data-without-scripts]")) each.hidden = true;
    row.querySelector("[data-take-out]").addEventListener("click", () => takeOut(row));
    row.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
    });
    name(row);
  };

  const takeOut = (row) => {
    const isOut = !group.isOut(row);
    group.mark(row, isOut);
    row.classList.toggle("is-out", isOut);
    const button = row.querySelector("[data-take-out]");
    button.firstChild.textContent = isOut ? "Put back" : "Take out";
    count();
    say(isOut ? "Taken out. Put back undoes that until you save." : "Put back.");
    button.focus();
  };

  const place = (row) => (placed().indexOf(row) === 0 ? "It leads the page." : `It is picture ${placed().indexOf(row) + 1}.`);

  const add = (picture) => {
    const same = rows().find((row) => pictureOf(row) === String(picture.pk));
    if (same && group.isOut(same)) {
      takeOut(same);
      return;
    }
    if (same) {
      say("That picture is in the gallery already.");
      same.querySelector("[data-handle]").focus();
      return;
    }
    const row = group.add();
    bindRow(row);
    group.field(row, "picture").value = picture.pk;
    show(row, { ...picture.thumbnail, alt: picture.alt });
    list.append(row);
    count();
    say(`Added. ${place(row)}`);
  };

  // What was typed and not saved is put back into an empty row; then its picture is fetched.
  group.onAsked = () => {
    const row = group.add();
    bindRow(row);
    list.append(row);
    group.field(row, "picture").addEventListener("change", async () => {
      const { pictures } = await (await get(root.dataset.pictures, { pks: pictureOf(row) })).json();
      if (pictures[0]) show(row, { ...pictures[0].thumbnail, alt: pictures[0].alt });
      mark();
    });
  };

  bindOrdering(list, (row) => {
    count();
    say(`Moved. ${place(row)}`);
  });
  const zone = root.querySelector("[data-drop-zone]");
  const pictures = root.querySelector("[data-picture-upload]");
  const upload = bindUpload(pictures, { dropOn: zone, done: (added) => added.forEach(add) });
  root.querySelector("[data-gallery-upload]").addEventListener("click", () => upload.choose());
  root.querySelector("[data-gallery-pick]").addEventListener("click", async () => {
    const picture = await choosePicture(document.querySelector("[data-picker-dialog]"));
    if (picture) add(picture);
  });
  // The server has made the first picture of the text the lead; see articles/drafts/leads.py.
  document.addEventListener("scratchpost:saved", ({ detail }) => {
    if (!detail?.lead || rows().some((row) => pictureOf(row) === String(detail.lead.pk))) return;
    const row = group.add();
    bindRow(row);
    group.field(row, "picture").value = detail.lead.pk;
    show(row, { ...detail.lead.thumbnail, alt: detail.lead.alt });
    list.prepend(row);
    count();
    say("The first picture of the text leads the page now. Take out undoes that.");
  });
  zone.hidden = false;
  for (const each of root.querySelectorAll("[data-with-scripts]")) each.hidden = false;
  for (const row of rows()) {
    bindRow(row);
    row.classList.toggle("is-out", group.isOut(row));
  }
  mark();
}

for (const root of document.querySelectorAll("[data-gallery-panel]")) {
  if (root.querySelector("[data-row-template]")) bindGallery(root);
}
