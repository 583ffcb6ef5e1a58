// Adds suggestions to each search box. Without this script the box is an ordinary form.

import { Combobox } from "./combobox.js";

for (const form of document.querySelectorAll("form[data-suggestions]")) new Combobox(form.elements.q);
