// Puts the poison line of the reader's country on the sheet. An empty line is a line to write on. Without
// this script it is the line of the site's own country.

import { countryAmong, keepCountry, OTHER } from "./poison-lines/country.js";

const select = document.querySelector("[data-sheet-country]");
const codes = [...select.options].map((option) => option.value);

function show() {
  const { line, number } = select.selectedOptions[0].dataset;
  document.querySelector("[data-line-name]").textContent = line ? `Poison line: ${line}` : "Poison line";
  document.querySelector("[data-line-number]").textContent = number ?? "";
}

select.value = countryAmong(codes, codes[0]);
select.addEventListener("change", () => {
  if (select.value !== OTHER) keepCountry(select.value);
  show();
});
show();
