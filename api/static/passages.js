// Passages near a question as they stand in their documents: for reading on, not an answer.

import { citationLink } from "./answer_text.js";
import { element } from "./dom.js";
import { sendJson } from "./server.js";

const SHOWN = 6;
const ASKED = 12;
// A remark in brackets, as that of the bodies responsible, says nothing by itself.
const REMARK = /^\s*[（〔[][^）〕\]]*[）〕\]]\s*$/;

/**
 * The passages that come nearest to a question, as a section.
 * @param {string} question
 * @param {{cite: Function, filters?: () => object | undefined}} actions
 * @returns {Promise<HTMLElement>}
 */
export async function nearPassages(question, actions) {
  const filters = actions.filters?.();
  const asked = { query: question, k: ASKED, ...(filters ? { filters } : {}) };
  const { hits: found } = await sendJson("POST", "/api/v1/search", asked);
  const hits = found.filter((hit) => !REMARK.test(hit.text)).slice(0, SHOWN);
  const about = hits.length ? "与问题相近的原文，不是答案：" : "没有找到与问题相近的原文。";
  const list = element("ol", { class: "citations" }, ...hits.map((hit) => element("li", {}, passage(hit, hits, actions))));
  return element("section", { class: "source passages", tabindex: "-1", "aria-label": "相关原文" }, element("p", { class: "hint", text: about }), list);
}

function passage(hit, hits, actions) {
  const body = element(
    "span",
    { class: "citation-body" },
    element("span", { class: "path", text: [`《${hit.title}》`, ...hit.path].join(" › ") }),
    element("q", { class: "quote", text: hit.text.trim() }),
  );
  return citationLink(hit, { cite: (one, link) => actions.cite(one, link, hits) }, { class: "citation" }, body);
}
