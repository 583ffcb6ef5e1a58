// Sends the open form and sorts the answers by what they mean for the person.

import { csrfToken } from "../editor/requests.js";

// No save takes longer; after that the server counts as away.
const PATIENCE_MS = 15_000;

// Resolves to {kind, answer}: saved, conflict, late, login, incomplete, refused or away.
export async function ask(url, body, stop = new AbortController()) {
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const headers = { "X-CSRFToken": csrfToken(), "X-Requested-With": "XMLHttpRequest" };
    const response = await fetch(url, { method: "POST", body, headers, signal: stop.signal });
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    const answer = isJson && !response.redirected ? await response.json() : null;
    return { kind: kindOf(response, answer), answer: answer ?? { error: `The server answered ${response.status}.` } };
  } catch {
    return { kind: "away", answer: {} };
  } finally {
    clearTimeout(timer);
  }
}

function kindOf(response, answer) {
  if (response.ok && answer) return "saved";
  // An old token is refused with a page that is not JSON, and a login page answers 200.
  if (answer?.login === "ended" || (!answer && (response.ok || response.status === 403))) return "login";
  if (response.status === 409) return answer?.late ? "late" : "conflict";
  // What cannot be saved before a field is filled in: to ask again by itself would change nothing.
  if (answer?.field) return "incomplete";
  return response.status >= 500 || response.status === 429 ? "away" : "refused";
}
