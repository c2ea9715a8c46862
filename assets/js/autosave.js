// <form data-autosave="address">: sends the form 1.5 s after the last key and says when it is saved.
// Without a connection it waits and tries again; what was written stays in the form.
const PAUSE = 1500;
const RETRY = 10000;

export function startAutosave(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) {
    if (form.dataset.started) continue;
    form.dataset.started = "yes";
    watch(form);
  }
}

function watch(form) {
  const state = document.querySelector(form.dataset.saved || "[data-saved]");
  let timer = 0;
  let running = false;
  let again = false;

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
        body: withoutFiles(form),
        headers: { "X-Autosave": "1", "HX-Request": "true" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      show(state, await answer.text());
    } catch {
      say(state, state?.dataset.wordsWaiting);
      timer = setTimeout(save, RETRY);
    }
    running = false;
    if (again) {
      again = false;
      save();
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  }
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => clearTimeout(timer));
}

function withoutFiles(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) {
    if (value instanceof File) data.delete(name);
  }
  return data;
}

function say(state, words) {
  if (state && words) state.textContent = words;
}

// The answer is the state in words, written by the server in the reader's language.
function show(state, html) {
  if (!state) return;
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const fresh = parsed.querySelector("[data-saved]");
  if (fresh) {
    state.replaceChildren(...fresh.childNodes);
  } else {
    state.textContent = html.trim() || new Date().toLocaleTimeString(document.documentElement.lang);
  }
}
