// Shows the text in the frame beside it as readers will get it, a moment after each change.

import { morph } from "./morph.js";
import { post } from "./requests.js";

const PREVIEW_DELAY_MS = 400;

export function bindPreview(textarea, frame, status) {
  let timer;
  let running;

  const show = async () => {
    running?.abort();
    running = new AbortController();
    try {
      const url = textarea.dataset.markdownxUrlsPath;
      const response = await post(url, { content: textarea.value }, running.signal);
      const target = frame.contentDocument?.querySelector("[data-preview-body]");
      if (target) morph(target, new DOMParser().parseFromString(await response.text(), "text/html").body);
      status.textContent = "";
    } catch (error) {
      if (error.name !== "AbortError") {
        status.textContent = `The preview is not up to date. ${error.message} Your text is still here.`;
      }
    }
  };

  textarea.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PREVIEW_DELAY_MS);
  });
  frame.addEventListener("load", show);
  if (frame.contentDocument?.querySelector("[data-preview-body]")) show();
}
