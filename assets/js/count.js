// A counter under a textarea: words (data-max-words) or characters (data-max-length), of the text as
// the server keeps it (accounts/core/plain_text.py) and counts it (grants/core/form_values.py).
const BLANK = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const EDGE = "[ \\t\\n\\r\\f\\v\\xa0\\u200b\\u2028\\u2029\\u2060\\ufeff]";
const BLANKS = new RegExp(`${BLANK}+`);

const isWord = (part) => /[\p{L}\p{N}]/u.test(part);
const isSeen = (text) => /[^\p{Cf}\p{Zs}\p{Zl}\p{Zp}]/u.test(text);
const without = (around, text) => text.replace(new RegExp(`^${around}+|${around}+$`, "g"), "");

function asKept(typed) {
  const lines = typed.replace(/\r\n|[\r\v\f\x85\u2028\u2029]/g, "\n");
  const text = without(BLANK, without(EDGE, lines.replaceAll("\u00ad", "").normalize("NFC")));
  return isSeen(text) ? text : "";
}

export const countWords = (typed) => asKept(typed).split(BLANKS).filter(isWord).length;
export const countCharacters = (typed) => [...asKept(typed)].length;

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
  const { maxWords, maxLength } = area.dataset;
  const most = Number(maxWords || maxLength);
  const now = maxWords ? countWords(area.value) : countCharacters(area.value);
  note.textContent = `${now} / ${most}`;
  note.classList.toggle("m-signal", now > most);
}
