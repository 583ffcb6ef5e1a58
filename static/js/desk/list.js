// Lists: ticks, and what can be done with those that are ticked. Without it all of that is in sight.

const rows = document.querySelector("[data-rows]");
const count = document.querySelector("[data-bulk-count]");
const commands = document.querySelector("[data-bulk-do]");
const start = document.querySelector("[data-pick-start]");

function tell() {
  const number = rows.querySelectorAll(":checked").length;
  commands.hidden = number === 0;
  count.textContent = number === 0 ? "" : `${number} chosen`;
}

function pick() {
  const isOn = rows.classList.toggle("picking");
  start.setAttribute("aria-pressed", String(isOn));
  start.textContent = isOn ? "Done" : "Choose several";
  if (!isOn) {
    for (const tick of rows.querySelectorAll(":checked")) tick.checked = false;
    tell();
  }
}

if (rows && commands) {
  rows.classList.add("can-pick");
  start.hidden = false;
  rows.addEventListener("change", tell);
  start.addEventListener("click", pick);
  // Browsers keep the ticks when somebody comes back to the page.
  if (rows.querySelector(":checked")) pick();
  tell();
}
