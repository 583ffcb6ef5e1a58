// The references of an article: looked up and filled in, cited, changed and taken out. Their fields are those of the
// form, so they are saved with it. Bound to [data-references] and the text, #id_body.

import { post } from "../editor/requests.js";
import { editorOf } from "../markdown-editor.js";
import { keyFor } from "./reference-keys.js";
import { showNumbers } from "./reference-numbers.js";
import { RowGroup } from "./row-group.js";
import { cite } from "./text-field.js";

const FIELDS = ["title", "authors", "year", "source", "locator", "doi", "url", "evidence", "studied", "sample_size"];
// Where something is missing, a person goes on. Nobody needs a DOI and an address, or the locator.
const WANTED = ["title", "authors", "year", "source", "evidence", "studied"];
const COUNT_AFTER_MS = 400;

function bindReferences(root) {
  const group = new RowGroup(root);
  const part = (name) => root.querySelector(`[data-ref-${name}]`);
  const text = document.querySelector("#id_body");
  const rows = () => [...root.querySelectorAll("[data-row]")];
  const say = (words) => {
    part("status").textContent = words;
  };
  const field = (row, name) => row.querySelector(`[data-ref-${name}]`);
  const renumber = () => showNumbers({ root, rows: rows(), group, text: text.value });

  // The words above the fields follow them.
  const show = (row) => {
    const names = group.value(row, "authors").split(", ");
    const who = names.length > Number(root.dataset.mostNames) ? names[0] + root.dataset.andOthers : names.join(", ");
    const year = group.value(row, "year");
    field(row, "who").textContent = year ? `${who} (${year})` : who;
    field(row, "title").textContent = group.value(row, "title");
    const { selectedOptions, value } = group.field(row, "evidence");
    field(row, "evidence").textContent = value ? selectedOptions[0].text : "";
    const size = group.value(row, "sample_size");
    field(row, "studied").textContent = group.value(row, "studied") + (size ? `, ${size}` : "");
    row.classList.toggle("is-out", group.isOut(row));
  };

  const citeRow = (row) => {
    cite(text, group.value(row, "key"));
    say(`${field(row, "who").textContent} is cited where you were in the text.`);
  };

  const addRow = (values) => {
    const row = group.add();
    bindRow(row);
    part("new").prepend(row);
    for (const name of FIELDS) group.field(row, name).value = values[name] ?? "";
    show(row);
    group.changed();
    return row;
  };

  // From now on it is a row like the others.
  const keep = (row) => {
    const isMissing = (name) => !group.value(row, name);
    const [missing] = ["title", "authors"].filter(isMissing);
    field(row, "missing").hidden = !missing;
    if (missing) {
      group.field(row, missing).focus();
      return false;
    }
    const taken = new Set(rows().map((each) => group.value(each, "key")));
    group.field(row, "key").value ||= keyFor(group.value(row, "authors"), group.value(row, "year"), taken);
    row.dataset.key = group.value(row, "key");
    field(row, "key").textContent = `The text cites it as [^${row.dataset.key}].`;
    field(row, "decide").remove();
    field(row, "edit").open = false;
    part("list").append(row);
    show(row);
    part("paste").value = "";
    group.changed();
    return true;
  };

  const leave = (row) => {
    group.drop(row);
    say("");
    part("paste").focus();
  };

  const bindRow = (row) => {
    field(row, "cite").hidden = false;
    field(row, "cite").addEventListener("click", () => citeRow(row));
    field(row, "keep")?.addEventListener("click", () => {
      if (!keep(row)) return;
      citeRow(row);
      renumber();
    });
    field(row, "only-add")?.addEventListener("click", () => {
      if (!keep(row)) return;
      say("Added. Cite puts it into the text.");
      renumber();
      part("paste").focus();
    });
    field(row, "leave")?.addEventListener("click", () => leave(row));
    row.addEventListener("input", () => show(row));
    row.addEventListener("change", () => {
      show(row);
      renumber();
    });
    row.addEventListener("keydown", (event) => {
      // Enter would save the whole article.
      if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
    });
  };

  const present = ({ doi, url }) =>
    rows().find(
      (row) =>
        (doi && group.value(row, "doi").toLowerCase() === doi.toLowerCase()) ||
        (url && group.value(row, "url") === url),
    );

  let asking = null;
  const look = async () => {
    const asked = part("paste").value.trim();
    if (!asked) return part("paste").focus();
    asking?.abort();
    asking = new AbortController();
    say("Looking…");
    let answer = { fields: {}, message: "" };
    try {
      answer = await (await post(root.dataset.lookUp, { q: asked }, asking.signal)).json();
    } catch (problem) {
      if (problem.name === "AbortError") return undefined;
      answer.message = `${problem.message} Write what you know.`;
    }
    const same = present(answer.fields);
    if (same) {
      say(`That is here already: ${field(same, "who").textContent}.`);
      field(same, "edit").open = true;
      return field(same, "cite").focus();
    }
    for (const old of part("new").querySelectorAll("[data-row]")) group.drop(old);
    const row = addRow(answer.fields);
    say(answer.message);
    return group.field(row, WANTED.find((name) => !answer.fields[name]) ?? "title").focus();
  };

  // The list after [^ and the checks know what stands here, saved or not.
  const { library } = editorOf(text) ?? {};
  if (library) {
    const cited = () => rows().filter((row) => group.value(row, "key") && !group.isOut(row));
    library.inForm = () =>
      cited().map((row) => Object.fromEntries(["key", "authors", "title", "year"].map((name) => [name, group.value(row, name)])));
  }

  part("add").hidden = false;
  part("look").addEventListener("click", look);
  part("blank").addEventListener("click", () => group.field(addRow({}), "title").focus());
  part("paste").addEventListener("paste", () => setTimeout(look));
  part("paste").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    look();
  });
  group.onAsked = () => keepAsked(addRow({}));
  // What was typed and not saved has its key already.
  const keepAsked = (row) => {
    field(row, "decide").remove();
    part("list").append(row);
  };
  let timer;
  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(renumber, COUNT_AFTER_MS);
  });
  for (const row of rows()) bindRow(row);
  renumber();
}

for (const root of document.querySelectorAll("[data-references][data-look-up]")) bindReferences(root);
