// Shows the top of the page in the preview as it is typed: title, standfirst, In short and the plain facts.
// The text below it comes from the server (js/editor/preview.js).

const DELAY_MS = 150;

export function bindPreviewTop(form, frame) {
  if (!frame) return;
  const said = (name) => form.elements.namedItem(name).value.trim();
  let timer;

  const show = () => {
    const page = frame.contentDocument;
    const part = (name) => page?.querySelector(`[data-preview-${name}]`);
    if (!part("title")) return;
    for (const name of ["title", "standfirst", "answer"]) {
      part(name).textContent = said(name);
      part(name).hidden = !said(name);
    }
    const points = said("key_points").split("\n").map((line) => line.trim()).filter(Boolean);
    part("points").replaceChildren(...points.map((point) => Object.assign(page.createElement("li"), { textContent: point })));
    part("points").hidden = points.length === 0;
    part("box").hidden = !said("answer");
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, DELAY_MS);
  });
  frame.addEventListener("load", show);
  show();
}
