// Sends one picture and reports its progress, which fetch cannot.

import { csrfToken, problemOf } from "./requests.js";

// `progress` is called with the part that was sent, 0 to 1. Resolves to the server's answer.
export function upload(url, fields, { signal, progress }) {
  return new Promise((resolve, reject) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => progress(event.loaded / event.total));
    request.addEventListener("load", () => {
      if (request.status === 200 && request.response?.image_code) resolve(request.response);
      else reject(new Error(problemOf(request.status, request.response)));
    });
    request.addEventListener("error", () => reject(new Error("The server cannot be reached.")));
    request.addEventListener("abort", () => reject(new DOMException("Stopped.", "AbortError")));
    signal.addEventListener("abort", () => request.abort());
    if (signal.aborted) reject(new DOMException("Stopped.", "AbortError"));
    else request.send(body);
  });
}

// Runs the tasks in order, a few of them at the same time. A task must not throw.
export async function runSideBySide(tasks, atOnce) {
  const waiting = [...tasks];
  const work = async () => {
    while (waiting.length) await waiting.shift()();
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
