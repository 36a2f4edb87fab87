// The cited document beside the conversation, on screens wide enough for both.

import { element } from "./dom.js";
import { DocumentView } from "./document_view.js";
import { request } from "./server.js";

const panel = document.querySelector("#panel");
const title = document.querySelector("#panel-title");
const link = document.querySelector("#panel-link");
const body = document.querySelector("#panel-body");
const wide = window.matchMedia("(min-width: 60rem)");
let shown = { docId: null, view: null };
let opener = null;

document.querySelector("#panel-close").addEventListener("click", closePanel);

// True when the panel takes the citation, false when the link should open the document itself.
export function openPanel(citation, from) {
  if (!wide.matches) return false;
  opener = from;
  show(citation);
  return true;
}

export function closePanel() {
  if (panel.hidden) return;
  panel.hidden = true;
  document.body.classList.remove("with-panel");
  opener?.focus();
}

async function show(citation) {
  panel.hidden = false;
  document.body.classList.add("with-panel");
  title.textContent = citation.title;
  link.href = `/documents/${encodeURIComponent(citation.doc_id)}#${citation.start}-${citation.end}`;
  try {
    if (shown.docId !== citation.doc_id) {
      body.replaceChildren(element("p", { class: "hint", text: "正在打开……" }));
      const data = await request(`/api/v1/documents/${encodeURIComponent(citation.doc_id)}`);
      shown = { docId: citation.doc_id, view: new DocumentView(body, data) };
    }
    shown.view.show(citation)?.focus?.({ preventScroll: true });
  } catch (error) {
    shown = { docId: null, view: null };
    body.replaceChildren(element("p", { class: "notice error", role: "alert", text: error.message }));
  }
}
