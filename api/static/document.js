// The page of one document: text, outline at the side, the span of the address highlighted.

import { STATUS_NAMES, describe, element } from "./dom.js";
import { DocumentView } from "./document_view.js";
import { parseFragment } from "./offsets.js";
import { request } from "./server.js";

const OUTLINED = new Set(["title", "heading", "item", "annex"]);
const docId = decodeURIComponent(location.pathname.split("/").pop());
const heading = document.querySelector("#title");
const about = document.querySelector("#about");
const textBox = document.querySelector("#text");
const outlineBox = document.querySelector("#outline");

function fillHead(data) {
  const title = data.metadata.title || data.name;
  document.title = `${title} · 政答`;
  heading.textContent = title;
  const state = element("span", { class: `badge ${data.status}`, text: STATUS_NAMES[data.status] ?? data.status });
  about.replaceChildren(state, describe(data.metadata));
  if (data.metadata.source) about.append(element("span", { class: "source", text: data.metadata.source }));
}

function fillOutline(data) {
  const entries = data.outline.filter((entry) => OUTLINED.has(entry.kind) && (entry.number + entry.heading).trim());
  const list = element("ul");
  const depths = new Map();
  for (const entry of entries) {
    const label = entry.number + entry.heading;
    // The title is the root of everything and takes no indent.
    const depth = entry.kind === "title" ? 0 : Math.min((depths.get(entry.parent) ?? 0) + 1, 4);
    depths.set(entry.index, depth);
    const link = element("a", { href: `#${entry.start}`, text: label, title: label });
    list.append(element("li", { class: `depth-${depth}` }, link));
  }
  outlineBox.replaceChildren(entries.length ? list : element("p", { class: "hint", text: "这份文档没有分章节。" }));
}

async function start() {
  try {
    const data = await request(`/api/v1/documents/${encodeURIComponent(docId)}`);
    fillHead(data);
    fillOutline(data);
    const view = new DocumentView(textBox, data);
    const follow = () => {
      const span = parseFragment(location.hash);
      if (span) view.show(span)?.focus?.({ preventScroll: true });
    };
    window.addEventListener("hashchange", follow);
    if (window.matchMedia("(max-width: 59.99rem)").matches) document.querySelector("#outline-fold").open = false;
    follow();
  } catch (error) {
    heading.textContent = "打不开这份文档";
    textBox.replaceChildren(element("p", { class: "notice error", role: "alert", text: error.message }));
  }
}

start();
