// The sources below an answer, gathered by document.

import { citationLink } from "./answer_text.js";
import { element, STATUS_NAMES } from "./dom.js";

// A longer list starts folded; the numbers in the answer open each of them.
const UNFOLDED = 3;

/** @param {object[]} citations */
export function sourceList(citations, actions) {
  const documents = new Map();
  for (const citation of citations) {
    documents.set(citation.doc_id, [...(documents.get(citation.doc_id) ?? []), citation]);
  }
  const label = documents.size > 1 ? `出处 ${citations.length} 处，${documents.size} 份文件` : `出处 ${citations.length} 处`;
  const groups = [...documents.values()].map((group) => documentGroup(group, actions));
  return element(
    "details",
    { class: "sources", open: citations.length <= UNFOLDED },
    element("summary", { text: label }),
    ...groups,
  );
}

function documentGroup(citations, actions) {
  const { title, number, issuer, doc_status: status } = citations[0];
  const about = [number, issuer].filter(Boolean).join(" · ");
  const head = element(
    "p",
    { class: "source-title" },
    status && status !== "in_force" ? element("span", { class: `badge ${status}`, text: STATUS_NAMES[status] }) : null,
    `《${title}》`,
    about ? element("span", { class: "hint", text: ` ${about}` }) : null,
  );
  const list = element("ol", { class: "citations" }, ...citations.map((citation) => entry(citation, actions)));
  return element("section", { class: "source" }, head, list);
}

function entry(citation, actions) {
  const place = [citation.path.join(" › "), citation.page ? `第 ${citation.page} 页` : ""].filter(Boolean).join("，");
  const link = citationLink(
    citation,
    actions,
    { class: "citation" },
    element("span", { class: "number", text: String(citation.n) }),
    element(
      "span",
      { class: "citation-body" },
      place ? element("span", { class: "path", text: place }) : null,
      element("q", { class: "quote", text: citation.text.trim() }),
    ),
  );
  return element("li", {}, link);
}

/** A warning that names the cited documents that are no longer, or not yet, in force; null when all are. */
export function standingNotice(citations) {
  const out = new Map();
  for (const { doc_id: docId, doc_status: status, title } of citations) {
    if (status && status !== "in_force") out.set(docId, `《${title}》${STATUS_NAMES[status]}`);
  }
  if (!out.size) return null;
  return element("p", { class: "notice warn standing", text: `注意：所引的${[...out.values()].join("，")}。` });
}
