// <div data-reveal="id of a radio or checkbox">: open only while that answer is chosen.
export function startReveal(root) {
  for (const part of root.querySelectorAll("[data-reveal]")) {
    const answer = document.getElementById(part.dataset.reveal);
    if (!answer || part.dataset.started) continue;
    part.dataset.started = "yes";
    const show = () => {
      part.hidden = !answer.checked && !part.querySelector(".govuk-error-message");
    };
    const group = document.getElementsByName(answer.name);
    for (const each of group.length ? group : [answer]) each.addEventListener("change", show);
    show();
  }
}
