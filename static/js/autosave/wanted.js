// Leads to the field without which nothing can be saved. The page opens what hides it (js/desk/write.js).

export function leadToWanted(element, field) {
  const detail = { place: field, anchor: `id_${field}` };
  element.dispatchEvent(new CustomEvent("editor:lead", { bubbles: true, cancelable: true, detail }));
}
