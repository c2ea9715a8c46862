// After a refused form the reader lands on the summary of its faults.
export function focusSummary(root) {
  root.querySelector(".govuk-error-summary")?.focus();
}
