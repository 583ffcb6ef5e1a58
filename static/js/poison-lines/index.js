// Puts the poison lines of the reader's country first and folds the others: [data-poison-lines] holds a part
// for each country, [data-code], in [data-mine] and [data-rest]. Without this script all can be read.

import { countryAmong, keepCountry, OTHER } from "./country.js";

function bind(root) {
  const part = (name) => root.querySelector(`[data-${name}]`);
  const countries = [...root.querySelectorAll("[data-code]")];
  const codes = countries.map((country) => country.dataset.code);
  const select = part("country");

  function show(code) {
    for (const country of countries) part(country.dataset.code === code ? "mine" : "rest").append(country);
    part("no-line").hidden = code !== OTHER;
    part("others").hidden = !part("rest").childElementCount;
  }

  const code = countryAmong(codes, root.dataset.first);
  show(code);
  if (!select) return;
  select.value = code;
  part("country-choice").hidden = false;
  select.addEventListener("change", () => {
    keepCountry(select.value);
    show(select.value);
  });
}

for (const root of document.querySelectorAll("[data-poison-lines]")) bind(root);
