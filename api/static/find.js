// Find in the document. Blanks inside words, which scans and copies leave behind, do not hide a word.

const MAX_FOUND = 2000;

/** @param {import("./document_view.js").DocumentView} view */
export function watchFind(view) {
  const words = document.querySelector("#find");
  const count = document.querySelector("#find-count");
  const buttons = [document.querySelector("#find-previous"), document.querySelector("#find-next")];
  let marks = [];
  let at = -1;

  function go(step) {
    if (!marks.length) return;
    for (const mark of marks[at] ?? []) mark.classList.remove("current");
    at = (at + step + marks.length) % marks.length;
    for (const mark of marks[at]) mark.classList.add("current");
    marks[at][0].scrollIntoView({ block: "center" });
    count.textContent = `${at + 1} / ${marks.length}`;
  }

  function find() {
    const spans = occurrences(view.text, words.value);
    marks = view.mark("found", spans).filter((own) => own.length);
    at = -1;
    count.textContent = words.value.trim() ? "没有" : "";
    for (const button of buttons) button.disabled = !marks.length;
    go(1);
  }

  words.addEventListener("input", find);
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) go(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") { words.value = ""; find(); }
  });
  buttons[0].addEventListener("click", () => go(-1));
  buttons[1].addEventListener("click", () => go(1));
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      words.focus();
    }
  });
}

/**
 * @param {string} text
 * @param {string} words
 * @returns {{start: number, end: number}[]}
 */
export function occurrences(text, words) {
  const characters = [...words.replace(/\s/g, "")];
  if (!characters.length) return [];
  const pattern = characters.map((character) => character.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("\\s*");
  const found = [];
  for (const match of text.matchAll(new RegExp(pattern, "giu"))) {
    found.push({ start: match.index, end: match.index + match[0].length });
    if (found.length === MAX_FOUND) break;
  }
  return found;
}
