// The values of the article's form, {name: [values]}, and which of them changed. Rows of one
// group (references-0-key) belong together: one changed row makes the whole group a change.

const NOT_TYPED = new Set(["csrfmiddlewaretoken", "version", "base", "tab"]);
const ROW = /^(\w+)-(\d+|TOTAL_FORMS|INITIAL_FORMS|MIN_NUM_FORMS|MAX_NUM_FORMS)(-|$)/;

// The form also holds Django's template of a new row.
const isTyped = (name, value) =>
  !NOT_TYPED.has(name) && !name.includes("-__prefix__-") && typeof value === "string";

export function readForm(form) {
  const values = {};
  for (const [name, value] of new FormData(form)) {
    if (!isTyped(name, value)) continue;
    values[name] ??= [];
    values[name].push(value);
  }
  return values;
}

// As the server drew the form. Words that were typed before the scripts were there are words it does not have.
export function readDrawn(form) {
  const values = readForm(form);
  for (const { name, value, defaultValue } of form.querySelectorAll("textarea")) {
    if (name in values && value !== defaultValue) values[name] = [defaultValue];
  }
  return values;
}

export const partOf = (name) => name.match(ROW)?.[1] ?? name;

// An empty field means the same as one that is not sent.
const said = (values) => JSON.stringify((values ?? []).filter((value) => value !== ""));

export function changedParts(values, since) {
  const names = new Set([...Object.keys(values), ...Object.keys(since)]);
  return new Set([...names].filter((name) => said(values[name]) !== said(since[name])).map(partOf));
}

// Only these parts; a field that was emptied is kept as empty.
export function onlyParts(values, parts) {
  const chosen = Object.fromEntries(Object.entries(values).filter(([name]) => parts.has(partOf(name))));
  for (const part of parts) if (!isGroup(values, part)) chosen[part] ??= [];
  return chosen;
}

export const isGroup = (values, part) => `${part}-TOTAL_FORMS` in values;

// The texts that selects show, because a person does not know the numbers.
export function readLabels(form, values) {
  const labels = {};
  for (const select of form.querySelectorAll("select")) {
    if (!(select.name in values)) continue;
    const key = select.name.replace(/-\d+-/, "-");
    for (const option of select.selectedOptions) {
      labels[key] ??= {};
      labels[key][option.value] = option.text;
    }
  }
  return labels;
}

export function partLabel(form, part) {
  const label = form.querySelector(`label[for="id_${part}"]`) ?? form.querySelector(`#${part}-heading`);
  return (label?.textContent ?? part).trim().replace(/:.*$/s, "");
}
