// The Markdown editor of the admin: a live preview in the site's own style, and pictures
// by button, drop or paste. Bound to [data-markdown-editor]; the addresses come from the
// data attributes that django-markdownx writes on its <textarea>. Tab is left alone, and
// text is inserted through the browser's own editing, so that undo works.

const PREVIEW_DELAY_MS = 400;

const csrfToken = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

// A login page answers 200 after a redirect: only an answer from the address itself counts.
async function post(url, fields, signal) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const response = await fetch(url, {
    method: "POST",
    body,
    signal,
    headers: { "X-CSRFToken": csrfToken(), "X-Requested-With": "XMLHttpRequest" },
  });
  if (response.ok && !response.redirected) return response;
  const problem = await response.json().catch(() => ({}));
  throw new Error(problem.error ?? `The server answered ${response.status}.`);
}

function insertText(textarea, text) {
  textarea.focus();
  // setRangeText would empty the undo history; execCommand keeps it, where browsers have it.
  if (!document.execCommand("insertText", false, text)) {
    textarea.setRangeText(text, textarea.selectionStart, textarea.selectionEnd, "end");
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function bindPreview(textarea, frame, status) {
  let timer;
  let running;

  const show = async () => {
    running?.abort();
    running = new AbortController();
    try {
      const url = textarea.dataset.markdownxUrlsPath;
      const response = await post(url, { content: textarea.value }, running.signal);
      const target = frame.contentDocument?.querySelector("[data-preview-body]");
      if (target) target.innerHTML = await response.text();
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

function bindPictures(editor, textarea, status) {
  const dialog = editor.querySelector("[data-picture-dialog]");
  const part = (name) => dialog.querySelector(`[data-${name}]`);
  const error = part("error");

  const open = (file) => {
    error.hidden = true;
    part("alt").value = "";
    part("caption").value = "";
    part("credit").value = "";
    part("decorative").checked = false;
    part("image").value = "";
    if (file) {
      const chosen = new DataTransfer();
      chosen.items.add(file);
      part("image").files = chosen.files;
    }
    dialog.showModal();
    part(file ? "alt" : "image").focus();
  };

  const fail = (message) => {
    error.textContent = message;
    error.hidden = false;
  };

  const upload = async () => {
    const [image] = part("image").files;
    const alt = part("alt").value.trim();
    if (!image) return fail("Choose a picture.");
    if (!alt && !part("decorative").checked) {
      return fail("Say what the picture shows, or that it is decoration.");
    }
    part("upload").disabled = true;
    try {
      const fields = { image, alt, caption: part("caption").value, credit: part("credit").value };
      if (part("decorative").checked) fields.is_decorative = "on";
      const response = await post(textarea.dataset.markdownxUploadUrlsPath, fields);
      const { image_code: code } = await response.json();
      dialog.close();
      insertText(textarea, `\n\n${code}\n\n`);
      status.textContent = "The picture is in the library and in the text.";
    } catch (problem) {
      fail(problem.message);
    } finally {
      part("upload").disabled = false;
    }
  };

  editor.querySelector("[data-add-picture]").addEventListener("click", () => open());
  part("upload").addEventListener("click", upload);
  part("cancel").addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    // Enter in a field of the dialog must not save the article behind it.
    if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      upload();
    }
  });

  const imageIn = (transfer) => [...(transfer?.files ?? [])].find((file) => file.type.startsWith("image/"));
  textarea.addEventListener("paste", (event) => {
    const file = imageIn(event.clipboardData);
    if (file) {
      event.preventDefault();
      open(file);
    }
  });
  textarea.addEventListener("dragover", (event) => event.preventDefault());
  textarea.addEventListener("drop", (event) => {
    const file = imageIn(event.dataTransfer);
    if (file) {
      event.preventDefault();
      open(file);
    }
  });
}

for (const editor of document.querySelectorAll("[data-markdown-editor]")) {
  const textarea = editor.querySelector("textarea");
  const status = editor.querySelector("[data-status]");
  bindPreview(textarea, editor.querySelector("[data-preview]"), status);
  bindPictures(editor, textarea, status);
}
