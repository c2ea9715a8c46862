// Every page works without these; they only make it quicker.
import { startAutosave } from "./autosave.js";
import { startCounts } from "./count.js";
import { startKeep } from "./keep.js";
import { startPanes } from "./panes.js";
import { startReveal } from "./reveal.js";

function start(root) {
  startAutosave(root);
  startCounts(root);
  startPanes(root);
  startReveal(root);
}

start(document);
startKeep();
// After a refused form the reader lands on the summary of its faults.
document.querySelector(".govuk-error-summary")?.focus();
document.body.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) start(event.target);
});
