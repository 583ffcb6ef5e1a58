// Asks the server on behalf of the editor; throws an Error with words for the person.

const HEADERS = { "X-Requested-With": "XMLHttpRequest" };

// A login in another window changes the token. The cookie holds the new one, the page the old one.
export const csrfToken = () =>
  document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ??
  document.querySelector("[name=csrfmiddlewaretoken]")?.value ??
  "";

export const problemOf = (status, answer) => answer?.error ?? `The server answered ${status}.`;

export async function post(url, fields, signal) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return answerTo(url, { method: "POST", body, signal, headers: { ...HEADERS, "X-CSRFToken": csrfToken() } });
}

export async function get(url, fields, signal) {
  return answerTo(`${url}?${new URLSearchParams(fields)}`, { signal, headers: HEADERS });
}

// A login page answers 200 after a redirect: only an answer from the address itself counts.
async function answerTo(url, options) {
  const response = await fetch(url, options);
  if (response.ok && !response.redirected) return response;
  throw new Error(problemOf(response.status, await response.json().catch(() => null)));
}
