// Gives each search box suggestions. Without this the box is an ordinary form, and finds all the same.

import { Combobox } from "./combobox.js";

for (const form of document.querySelectorAll("form[data-suggestions]")) new Combobox(form.elements.q);
