// The cited document beside the conversation; on a narrow screen it lies over it.

import { documentUrl, element, STATUS_NAMES } from "./dom.js";
import { DocumentView } from "./document_view.js";
import { loadDocument } from "./document_data.js";

const panel = document.querySelector("#panel");
const title = document.querySelector("#panel-title");
const path = document.querySelector("#panel-path");
const link = document.querySelector("#panel-link");
const body = document.querySelector("#panel-body");
const steps = document.querySelector("#panel-steps");
let series = { citations: [], at: 0 };
let shown = { docId: null, view: null, data: null };
let opener = null;
let onChange = () => {};

document.querySelector("#panel-close").addEventListener("click", closePanel);
document.querySelector("#panel-previous").addEventListener("click", () => stepPanel(-1));
document.querySelector("#panel-next").addEventListener("click", () => stepPanel(1));

/** @param {(open: boolean) => void} listener told when the panel opens or closes */
export function watchPanel(listener) {
  onChange = listener;
}

/**
 * Show a passage; `from` gets the focus back when the panel is closed.
 * @param {{doc_id: string, title: string, path: string[], start: number, end: number}} citation
 * @param {HTMLElement} from
 * @param {object[]} citations those of the same answer, to go through
 */
export async function openPanel(citation, from, citations = []) {
  opener = from;
  const at = citations.indexOf(citation);
  series = at < 0 ? { citations: [citation], at: 0 } : { citations, at };
  await show(citation);
}

/** Show the source before or behind the one shown; nothing happens at the ends. @param {-1 | 1} by */
export async function stepPanel(by) {
  const next = series.citations[series.at + by];
  if (panel.hidden || !next) return;
  series.at += by;
  await show(next, false);
}

function showSteps() {
  steps.hidden = series.citations.length < 2;
  document.querySelector("#panel-place").textContent = `第 ${series.at + 1} 处，共 ${series.citations.length} 处`;
  document.querySelector("#panel-previous").disabled = series.at === 0;
  document.querySelector("#panel-next").disabled = series.at === series.citations.length - 1;
}

/** Which number of the answer the panel shows. */
function markOpen(citation) {
  for (const link of document.querySelectorAll(".reference.open")) link.classList.remove("open");
  const card = opener?.closest(".turn.answer");
  for (const link of card?.querySelectorAll(`.reference[data-n="${Number(citation.n)}"]`) ?? []) link.classList.add("open");
}

/** @param {object} citation @param {boolean} focus whether the cited sentence gets the focus */
async function show(citation, focus = true) {
  showSteps();
  markOpen(citation);
  panel.hidden = false;
  onChange(true);
  title.textContent = citation.title;
  path.textContent = [...citation.path, citation.page ? `第 ${citation.page} 页` : ""].filter(Boolean).join(" › ");
  link.href = documentUrl(citation.doc_id, citation.start, citation.end);
  try {
    if (shown.docId !== citation.doc_id) {
      body.replaceChildren(element("p", { class: "hint", text: "正在打开……" }));
      const data = await loadDocument(citation.doc_id);
      shown = { docId: citation.doc_id, view: new DocumentView(body, data), data };
      if (data.status !== "in_force") {
        const text = `这份文件${STATUS_NAMES[data.status]}。${data.standing.reason}`;
        body.prepend(element("p", { class: "notice warn", text }));
      }
    }
    const target = shown.view.show(citation);
    if (focus) target?.focus({ preventScroll: true });
  } catch (error) {
    shown = { docId: null, view: null, data: null };
    body.replaceChildren(
      element("p", { class: "notice error", role: "alert", text: error.message }),
      citation.text ? element("blockquote", { class: "quote", text: citation.text }) : "",
    );
    title.focus();
  }
}

/** @returns {boolean} whether there was something to close */
export function closePanel() {
  if (panel.hidden) return false;
  panel.hidden = true;
  for (const link of document.querySelectorAll(".reference.open")) link.classList.remove("open");
  onChange(false);
  if (opener?.isConnected) opener.focus();
  return true;
}
