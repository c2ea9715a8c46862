// <form data-autosave="address">: sends the form with each answer that is chosen, and 1.5 s after the
// last key, and says when it is saved.
// Without a connection it waits and tries again; what was written stays in the form.
const PAUSE = 1500;
const AT_ONCE = 150;
const RETRY = 10000;

export function startAutosave(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) {
    if (form.dataset.started) continue;
    form.dataset.started = "yes";
    watch(form);
  }
}

function watch(form) {
  const state = form.querySelector("[data-saved]");
  let timer = 0;
  let running = false;
  let again = false;
  let failed = false;

  async function save() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    say(state, state?.dataset.wordsSaving);
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: new FormData(form),
        // Whoever leaves the page right after the last word has saved it too.
        keepalive: true,
        // What is tried again by itself keeps nobody signed in.
        headers: { "X-Autosave": failed ? "again" : "1", "HX-Request": "true" },
      });
      if (!show(await answer.text())) throw new Error(String(answer.status));
      failed = false;
      if (answer.ok) form.dispatchEvent(new Event("saved"));
    } catch {
      failed = true;
      say(state, state?.dataset.wordsWaiting);
      timer = setTimeout(save, RETRY);
    }
    running = false;
    if (again) {
      again = false;
      save();
    }
  }

  function later({ type }) {
    failed = false;
    clearTimeout(timer);
    timer = setTimeout(save, type === "change" ? AT_ONCE : PAUSE);
  }
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => clearTimeout(timer));
}

function say(state, words) {
  if (state && words) state.textContent = words;
}

// The answer is the state in words, written by the server in the reader's language; whatever else
// stands in it with an id (a sum, the mark of what was seen) takes the place of what has that id.
function show(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  if (parsed.title || !parsed.querySelector("[data-saved]")) return false;
  for (const fresh of parsed.querySelectorAll("[id]")) {
    const shown = document.getElementById(fresh.id);
    shown?.replaceChildren(...fresh.childNodes);
    if (shown && "value" in fresh) shown.value = fresh.value;
  }
  return true;
}
