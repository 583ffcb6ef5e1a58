// Sends the form, shows the progress, and tries again when the connection breaks. The server
// recognises a form that it has already, so sending it twice never makes two comments.

const PAUSES_MS = [2_000, 5_000, 10_000];
// A dead connection may report no error, so silence counts as one. The server answers much faster.
const SILENCE_MS = 60_000;
const STEP = 10;

export function sendPatiently(form, { onTaken, onRefused }) {
  const button = form.querySelector("[type=submit]");
  const words = button.textContent;
  const status = statusAfter(button);
  let isSending = false;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    button.textContent = words;
    button.setAttribute("aria-disabled", "true");
    send(form, status, 0);
  });

  function send(form, status, attempt) {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.responseType = "document";
    let silence;
    const listen = () => {
      clearTimeout(silence);
      silence = setTimeout(() => request.abort(), SILENCE_MS);
    };
    request.upload.addEventListener("progress", (event) => {
      listen();
      status.progress(event.loaded, event.total);
    });
    request.addEventListener("load", () => answered(request));
    for (const end of ["error", "abort"]) request.addEventListener(end, () => lost(attempt));
    request.addEventListener("loadend", () => clearTimeout(silence));
    request.send(new FormData(form));
    listen();
  }

  function answered(request) {
    const page = request.responseXML;
    if (request.status < 400) {
      onTaken();
      location.assign(request.responseURL);
    } else if (page?.querySelector("[data-comment-form]")) {
      onRefused(page);
    } else {
      stop(`The site could not take it just now (${request.status}). What you wrote is still here.`);
    }
  }

  function lost(attempt) {
    const pause = PAUSES_MS[attempt];
    if (pause === undefined) return stop("We cannot reach the site. What you wrote is still here.");
    status.say("The connection was lost. We try again in a moment.");
    setTimeout(() => send(form, status, attempt + 1), pause);
  }

  function stop(reason) {
    isSending = false;
    status.say(reason);
    button.textContent = "Try again";
    button.removeAttribute("aria-disabled");
  }
}

function statusAfter(button) {
  const bar = Object.assign(document.createElement("progress"), { max: 100, hidden: true });
  bar.setAttribute("aria-label", "Sending");
  const text = document.createElement("p");
  text.setAttribute("role", "status");
  const box = Object.assign(document.createElement("div"), { className: "sending" });
  box.append(bar, text);
  button.after(box);
  return {
    say(words) {
      bar.hidden = true;
      text.textContent = words;
    },
    progress(loaded, total) {
      const percent = Math.floor((100 * loaded) / total);
      bar.hidden = false;
      bar.value = percent;
      // In steps, or a screen reader would never stop reading.
      const step = percent - (percent % STEP);
      const words = percent < 100 ? `Sending: ${step} %` : "Sent. Waiting for the answer.";
      if (text.textContent !== words) text.textContent = words;
    },
  };
}
