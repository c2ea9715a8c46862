// A counter under a textarea: words (data-max-words) or characters (maxlength), as the server counts.
const isWord = (part) => /[\p{L}\p{N}]/u.test(part);

export function startCounts(root) {
  for (const note of root.querySelectorAll("[data-count-for]")) {
    const area = document.getElementById(note.dataset.countFor);
    if (!area || note.dataset.started) continue;
    note.dataset.started = "yes";
    note.hidden = false;
    note.id = `${area.id}_count`;
    const show = () => write(note, area);
    area.addEventListener("input", show);
    show();
  }
}

function write(note, area) {
  const words = area.dataset.maxWords;
  const most = Number(words || area.getAttribute("maxlength"));
  const now = words ? area.value.split(/\s+/).filter(isWord).length : [...area.value.trim()].length;
  note.textContent = `${now} / ${most}`;
  note.classList.toggle("m-signal", now > most);
}
