// The numbers on the tabs: what the checks found, and how many references and pictures there are.

export function bindTabCounts(form, textarea) {
  const tell = (name, number, isAlarming = false) => {
    const count = document.querySelector(`[data-count="${name}"]`);
    count.hidden = number === 0;
    count.textContent = number;
    count.classList.toggle("count-alarm", isAlarming);
  };

  document.addEventListener("editor:checked", ({ detail: { findings } }) => {
    // Nobody is told of faults before the first word.
    const isBegun = Boolean(textarea.value.trim() || form.elements.namedItem("title").value.trim());
    tell("checks", findings.length, isBegun && findings.some(({ blocks }) => blocks));
  });

  const countRows = () => {
    for (const name of ["references", "gallery"]) {
      // What was only looked up is no reference of the article yet.
      const rows = [...form.querySelectorAll(`[data-rows="${name}"] [data-row]`)].filter((row) => !row.closest("[data-ref-new]"));
      tell(name, rows.filter((row) => !row.querySelector('[name$="-DELETE"]:checked')).length);
    }
  };
  for (const kind of ["formset:added", "formset:removed", "scratchpost:saved"]) document.addEventListener(kind, countRows);
  form.addEventListener("change", countRows);
  form.addEventListener("input", ({ target }) => /-(TOTAL_FORMS|DELETE)$/.test(target.name) && countRows());
  countRows();
}
