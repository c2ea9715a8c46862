// Scoring: arrows move in the radios by themselves; Ctrl+Enter goes on to the next criterion.
// Where one reads in the application stays over the criteria.
export function startPanes(root) {
  const text = root.querySelector(".m-pane__body");
  if (text) {
    text.scrollTop = sessionStorage.getItem(location.pathname) || 0;
    addEventListener("pagehide", () => sessionStorage.setItem(location.pathname, text.scrollTop));
  }
  for (const form of root.querySelectorAll(".m-pane--rubric")) {
    if (form.dataset.startedKeys) continue;
    form.dataset.startedKeys = "yes";
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      const next = form.querySelector("button[value='next']") || form.querySelector("button");
      if (next) {
        event.preventDefault();
        form.requestSubmit(next);
      }
    });
    const rubric = form.querySelector(".m-rubric");
    const judged = form.querySelector("[data-criterion]");
    if (rubric && judged) rubric.scrollTop = judged.offsetTop - rubric.offsetTop;
  }
}
