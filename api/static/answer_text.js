// The words of an answer, with its numbered citations as links.

import { documentUrl, element } from "./dom.js";

const NUMBERED = /^\s*(?:\d+[.、．]|[（(]\d+[)）]|[①-⑳]|[-•·])/;

/**
 * A link to a source that opens beside the conversation on a plain click.
 * @param {object} citation
 * @param {{cite: (citation: object, from: HTMLElement) => void}} actions
 */
export function citationLink(citation, actions, attributes, ...children) {
  const href = documentUrl(citation.doc_id, citation.start, citation.end);
  const link = element("a", { href, ...attributes }, ...children);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    actions.cite(citation, link);
  });
  return link;
}

/**
 * The nodes of an answer's lines.
 * @param {string} text
 * @param {object[]} citations
 */
export function answerNodes(text, citations, actions) {
  const byNumber = new Map(citations.map((citation) => [String(citation.n), citation]));
  return text.split("\n").filter((line) => line.trim()).map((line) => {
    const paragraph = element("p", { class: NUMBERED.test(line) ? "numbered" : null });
    // Numbers stay on one line with the character before them and the stop behind them.
    for (const part of line.split(/(\S?(?:\[\d+\])+[，。；、：！？）]?)/)) {
      if (/\[\d+\]/.test(part)) paragraph.append(element("span", { class: "nowrap" }, ...marked(part, byNumber, actions)));
      else paragraph.append(part);
    }
    return paragraph;
  });
}

// Splitting on a group gives text and numbers in turn.
function marked(text, byNumber, actions) {
  return text.split(/\[(\d+)\]/).map((part, index) => {
    const citation = index % 2 ? byNumber.get(part) : undefined;
    if (citation) return mark(citation, actions);
    return index % 2 ? `[${part}]` : part;
  });
}

function mark(citation, actions) {
  return citationLink(citation, actions, {
    class: "reference",
    text: String(citation.n),
    "aria-label": `出处 ${citation.n}：${citation.title}`,
    "data-n": citation.n,
    "data-quote": citation.text,
    "data-path": [`《${citation.title}》`, ...citation.path].join(" › "),
  });
}

/** What is pasted into a document: the answer, then its sources. */
export function plainText(question, answer) {
  const sources = (answer.citations ?? []).map((citation) => {
    const number = citation.number ? `（${citation.number}）` : "";
    const path = citation.path.length ? `，${citation.path.join(" › ")}` : "";
    const page = citation.page ? `，第 ${citation.page} 页` : "";
    return `[${citation.n}] 《${citation.title}》${number}${path}${page}：“${citation.text.replace(/\s+/g, " ").trim()}”`;
  });
  return [`问：${question}`, `答：${answer.answer}`, ...(sources.length ? ["出处：", ...sources] : [])].join("\n");
}
