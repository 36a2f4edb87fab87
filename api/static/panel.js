// The cited document beside the conversation; on a narrow screen it lies over it.

import { documentUrl, element, STATUS_NAMES } from "./dom.js";
import { DocumentView } from "./document_view.js";
import { loadDocument } from "./document_data.js";

const panel = document.querySelector("#panel");
const title = document.querySelector("#panel-title");
const path = document.querySelector("#panel-path");
const link = document.querySelector("#panel-link");
const body = document.querySelector("#panel-body");
let shown = { docId: null, view: null, data: null };
let opener = null;
let onChange = () => {};

document.querySelector("#panel-close").addEventListener("click", closePanel);

/** @param {(open: boolean) => void} listener told when the panel opens or closes */
export function watchPanel(listener) {
  onChange = listener;
}

/**
 * Show a passage; `from` gets the focus back when the panel is closed.
 * @param {{doc_id: string, title: string, path: string[], start: number, end: number}} citation
 * @param {HTMLElement} from
 */
export async function openPanel(citation, from) {
  opener = from;
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
    shown.view.show(citation)?.focus({ preventScroll: true });
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
  onChange(false);
  if (opener?.isConnected) opener.focus();
  return true;
}
