// The note for the vet is put together here, in the browser: [data-note] holds fields [data-part]
// without names and without a form, so nothing of them can be sent. The buttons are hidden until this runs.

const note = document.querySelector("[data-note]");
const said = note.querySelector("[data-said]");
const fields = [...note.querySelectorAll("[data-part]")];

const words = (element) => element.textContent.replace(/\s+/g, " ").trim();

// For paper (sheet.css): a field cuts off what is longer than itself.
function showOnPaper(field) {
  const { dataset } = field.closest(".field");
  if (field.value.trim()) dataset.typed = field.value.trim();
  else delete dataset.typed;
}

function text() {
  const filled = fields.filter((field) => field.value.trim());
  return [
    "Note for the vet",
    note.dataset.title,
    "",
    ...filled.map((field) => `${field.dataset.part}: ${field.value.trim()}`),
    "",
    "Asked and answered:",
    ...[...note.querySelectorAll("[data-asked] li")].map((item) => `- ${words(item)}`),
    "",
    words(note.querySelector("[data-outcome]")),
  ].join("\n");
}

function offer(selector, isPossible, act) {
  const button = note.querySelector(selector);
  button.hidden = !isPossible;
  button.addEventListener("click", act);
}

offer("[data-print]", true, () => window.print());
offer("[data-copy]", Boolean(navigator.clipboard), async () => {
  try {
    await navigator.clipboard.writeText(text());
    said.textContent = "Copied. Paste it into a message to your vet.";
  } catch {
    said.textContent = "This browser does not let us copy. Print it, or read it out on the phone.";
  }
});
offer("[data-share]", Boolean(navigator.share), async () => {
  try {
    await navigator.share({ title: "Note for the vet", text: text() });
  } catch {
    // The owner closed the device's sheet.
  }
});

const written = note.querySelector('[data-part="Written on"]');
written.value ||= new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" }).format(new Date());
// Some browsers fill fields again after a step back.
fields.forEach(showOnPaper);
note.addEventListener("input", (event) => showOnPaper(event.target));
