// Shows a password while it is typed, for whoever asks. Without this there is only the field.

for (const field of document.querySelectorAll('input[type="password"]')) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-quiet";
  button.textContent = "Show";
  button.setAttribute("aria-label", "Show the password");
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    const isShown = field.type === "text";
    field.type = isShown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!isShown));
    button.textContent = isShown ? "Show" : "Hide";
  });
  // Browsers keep what they see typed in a field of text.
  field.form?.addEventListener("submit", () => {
    field.type = "password";
  });
  const around = document.createElement("div");
  around.className = "password";
  const hasFocus = document.activeElement === field;
  field.replaceWith(around);
  around.append(field, button);
  if (hasFocus) field.focus();
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
