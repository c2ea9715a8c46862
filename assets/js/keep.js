// What a person types and has not sent stays in this tab, over a sign-in, "back", another language.
export function startKeep() {
  const { person } = document.body.dataset;
  const page = location.pathname.replace(/^\/\w+\//, "/") + location.search;
  for (const [place, form] of document.querySelectorAll("main form[method=post]").entries()) {
    if (!person || form.matches(".m-resend") || form.querySelector("[type=password]")) continue;
    const key = `${person} ${page} ${place}`;
    const forget = () => sessionStorage.removeItem(key);
    const typed = [...form.elements].filter(isTyped);
    const kept = JSON.parse(sessionStorage.getItem(key) || "[]");
    // A page that comes back with faults shows by itself what was typed.
    if (kept.length && !form.querySelector(".govuk-error-message")) restore(form, typed, kept);
    form.addEventListener("input", () => {
      const now = typed.map((one) => [one.name, one.value, one.checked]);
      sessionStorage.setItem(key, JSON.stringify(now));
    });
    for (const event of ["submit", "saved"]) form.addEventListener(event, forget);
    form.querySelector(".m-buttons a")?.addEventListener("click", forget);
  }
}

const isTyped = ({ name, type }) => name !== "csrfmiddlewaretoken" && !/file|submit|button|fieldset/.test(type);

function restore(form, typed, kept) {
  if (kept.some(([name], n) => typed[n]?.name !== name)) return;
  for (const [n, [, value, checked]] of kept.entries()) Object.assign(typed[n], { value, checked });
  document.querySelector("[data-kept]").hidden = false;
  form.dispatchEvent(new Event("change"));
}
