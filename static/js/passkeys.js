// Forms that a passkey answers. A form is [data-passkey] with the value "add" or "use", and names the address of its
// question in [data-options]. It holds a field called `answer`, a button [data-passkey-go], and [data-passkey-status]
// for what went wrong. [data-passkey-ready] is hidden until this runs where passkeys work; [data-passkey-missing] is
// what other browsers show in its place.

const WRONG = {
  add: {
    InvalidStateError: "This device has a passkey for your login already. Nothing was added.",
    NotAllowedError: "Nothing was added: it was cancelled, or took too long. Try again.",
    NotSupportedError: "This device makes no passkeys that the site can use. Try another device.",
    SecurityError: "Your browser makes no passkeys at this address.",
  },
  use: {
    NotAllowedError:
      "No passkey was used: it was cancelled, took too long, or there is none for this site on this device. Try again, or log in another way.",
    SecurityError: "Your browser uses no passkeys at this address.",
  },
};
const OTHERWISE = "That did not work. Load the page again, or log in another way.";

class Told extends Error {}

function isPossible() {
  return window.isSecureContext && "PublicKeyCredential" in window && "credentials" in navigator;
}

// Older browsers have no functions of their own for base64url in these questions and answers.
function bytesOf(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

function textOf(buffer) {
  const letters = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const withBytes = (keys) => keys?.map((key) => ({ ...key, id: bytesOf(key.id) }));

async function question(form) {
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  const response = await fetch(form.dataset.options, { method: "POST", headers });
  const told = await response.json();
  if (!told.publicKey) throw new Told(told.fault);
  return { ...told.publicKey, challenge: bytesOf(told.publicKey.challenge) };
}

async function add(asked) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...asked,
      user: { ...asked.user, id: bytesOf(asked.user.id) },
      excludeCredentials: withBytes(asked.excludeCredentials),
    },
  });
  return answer(made, {
    attestationObject: textOf(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
  });
}

async function use(asked) {
  const used = await navigator.credentials.get({
    publicKey: { ...asked, allowCredentials: withBytes(asked.allowCredentials) },
  });
  const said = used.response;
  return answer(used, {
    authenticatorData: textOf(said.authenticatorData),
    signature: textOf(said.signature),
    ...(said.userHandle && { userHandle: textOf(said.userHandle) }),
  });
}

function answer(credential, response) {
  const id = textOf(credential.rawId);
  const clientDataJSON = textOf(credential.response.clientDataJSON);
  return JSON.stringify({ id, rawId: id, type: credential.type, response: { ...response, clientDataJSON } });
}

function inWords(error, kind) {
  return error instanceof Told ? error.message : (WRONG[kind][error.name] ?? OTHERWISE);
}

function bind(form) {
  const kind = form.dataset.passkey;
  const button = form.querySelector("[data-passkey-go]");
  const status = form.querySelector("[data-passkey-status]");

  async function go(event) {
    event.preventDefault();
    if (!form.reportValidity()) return;
    button.disabled = true;
    status.textContent = "Your browser now asks for the passkey.";
    try {
      const asked = await question(form);
      form.elements.answer.value = await (kind === "add" ? add(asked) : use(asked));
      form.submit();
    } catch (error) {
      status.textContent = inWords(error, kind);
      button.disabled = false;
      button.focus();
    }
  }

  // Enter in a field of the form, too.
  form.addEventListener("submit", go);
  for (const part of form.querySelectorAll("[data-passkey-ready]")) part.hidden = false;
}

if (isPossible()) {
  for (const part of document.querySelectorAll("[data-passkey-missing]")) part.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) bind(form);
}
