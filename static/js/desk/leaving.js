// Warns whoever leaves a form of the desk with changes that are not saved. Bound to the form of the page
// with the class "change-form". A page that saves by itself ([data-autosave]) warns by itself.

const form = document.querySelector(".change-form #content-main form[method=post]");

function bind() {
  // What the admin's own scripts set up first is no change of the person's.
  const said = () => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value instanceof File ? value.name : value]));
  const before = said();
  let isSent = false;
  form.addEventListener("submit", () => {
    isSent = true;
  });
  addEventListener("pageshow", () => {
    isSent = false;
  });
  addEventListener("beforeunload", (event) => {
    if (!isSent && said() !== before) event.preventDefault();
  });
}

if (form && !document.querySelector("[data-autosave]")) {
  if (document.readyState === "complete") bind();
  else addEventListener("load", bind);
}
