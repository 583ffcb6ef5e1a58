// Asks the server what the checks find in what is typed: after a pause, one question at a time. A question
// that fails never stops the writing; the next pause asks again.

import { post } from "./requests.js";

const PAUSE_MS = 900;
// What is sent beside the text. The checks take everything else as it was last saved.
const FIELDS = ["title", "standfirst", "description", "answer", "key_points", "urgency"];
const HARD = 9;

// Returns a function that asks at once.
export function bindChecks(root, textarea, { findings, library }) {
  const part = (name) => root.querySelector(`[data-${name}]`);
  const { form } = textarea;
  let timer;
  let running = false;
  let isStale = false;

  const fields = () => {
    const sent = { body: textarea.value };
    for (const name of FIELDS) {
      const field = form?.elements.namedItem(name);
      if (field) sent[name] = field.value;
    }
    // They are saved a moment after the text cites them.
    if (library.inForm) sent.references = library.inForm().map(({ key }) => key).join(" ");
    return sent;
  };

  const show = (answer) => {
    findings.show(answer.findings);
    const blocking = answer.findings.filter(({ blocks }) => blocks).length;
    part("words").textContent = answer.words === 1 ? "1 word" : `${answer.words.toLocaleString("en-GB")} words`;
    part("grade").textContent = answer.grade === null ? "" : gradeWords(answer.grade);
    part("grade").classList.toggle("is-over", answer.grade > HARD);
    // Nobody is told of faults before the first word.
    part("blocking").textContent = blocking && textarea.value.trim() ? `${blocking} to mend` : "";
    part("findings-count").textContent = answer.findings.length || "";
    textarea.dispatchEvent(new CustomEvent("editor:checked", { bubbles: true, detail: answer }));
  };

  const ask = async () => {
    // A new article has none until it is saved for the first time.
    const { checksUrl } = root.dataset;
    if (!checksUrl) return;
    clearTimeout(timer);
    isStale = running;
    if (running) return;
    running = true;
    try {
      show(await (await post(checksUrl, fields())).json());
    } catch {
      // What was found before stays: it is older, and still true of most lines.
    }
    running = false;
    if (isStale) later();
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  };

  form?.addEventListener("input", later);
  form?.addEventListener("change", later);
  // The references and pictures of the article count as they were saved.
  document.addEventListener("scratchpost:saved", later);
  ask();
  return ask;
}

const gradeWords = (grade) => `Grade ${Math.max(1, grade).toFixed(1)}, ${grade > HARD ? "hard" : "easy"} to read`;
