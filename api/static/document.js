// The page of one document: its text, outline at the side, facts at the margin, the span of the address highlighted.

import { describe, element, STATUS_NAMES } from "./dom.js";
import { loadDocument } from "./document_data.js";
import { DocumentView } from "./document_view.js";
import { showFacts } from "./fact_notes.js";
import { watchFind } from "./find.js";
import { addClauseLinks } from "./clause_links.js";
import { parseFragment } from "./offsets.js";
import { fillOutline } from "./outline.js";
import { request } from "./server.js";

const docId = decodeURIComponent(location.pathname.split("/").pop());
const heading = document.querySelector("#title");
const about = document.querySelector("#about");
const textBox = document.querySelector("#text");
const fold = document.querySelector("#outline-fold");

function fillHead(data) {
  const title = data.metadata.title || data.name;
  document.title = `${title} · 政答`;
  heading.textContent = title;
  const state = element("span", { class: `badge ${data.status}`, text: STATUS_NAMES[data.status] ?? data.status });
  about.replaceChildren(state, describe(data.metadata));
  if (data.metadata.source) about.append(element("span", { class: "source-line", text: data.metadata.source }));
  if (data.status !== "in_force") {
    const by = data.standing.by
      ? element("a", { href: `/documents/${encodeURIComponent(data.standing.by)}`, text: "查看新的文件" })
      : null;
    const text = `这份文件${STATUS_NAMES[data.status]}。${data.standing.reason}`;
    about.after(element("p", { class: "notice warn standing" }, text, by));
  }
  document.querySelector("#ask-this").href = `/?doc=${encodeURIComponent(docId)}`;
}

async function start() {
  let data;
  try {
    data = await loadDocument(docId);
  } catch (error) {
    heading.textContent = "打不开这份文件";
    textBox.replaceChildren(element("p", { class: "notice error", role: "alert", text: error.message }));
    document.querySelector("#tools").hidden = true;
    return;
  }
  fillHead(data);
  const view = new DocumentView(textBox, data);
  const follow = () => {
    const span = parseFragment(location.hash);
    if (span) view.show(span)?.focus({ preventScroll: true });
  };
  fillOutline(document.querySelector("#outline"), data.outline, view);
  addClauseLinks(view);
  watchFind(view);
  window.addEventListener("hashchange", follow);
  if (window.matchMedia("(max-width: 59.99rem)").matches) fold.open = false;
  follow();
  try {
    const { facts } = await request(`/api/v1/facts?doc_id=${encodeURIComponent(docId)}`);
    showFacts(view, facts);
    follow(); // notes move the text
  } catch (error) {
    about.after(element("p", { class: "notice error", role: "alert", text: `事实没有读出：${error.message}` }));
  }
}

start();
