// Where nothing was found: the passages that come nearest, as they stand in the documents.

import { citationLink } from "./answer_text.js";
import { element } from "./dom.js";
import { sendJson } from "./server.js";

const SHOWN = 2;
const LONGEST = 120; // characters of a passage

/**
 * A holder that fills itself; it stays empty where nothing is held at all.
 * @param {string} question
 * @param {object | undefined} filters
 */
export function nearest(question, filters, actions) {
  const holder = element("div", { class: "nearest" });
  fill(holder, question, filters, actions);
  return holder;
}

async function fill(holder, question, filters, actions) {
  let hits;
  try {
    ({ hits } = await sendJson("POST", "/api/v1/search", { query: question, k: SHOWN, ...(filters ? { filters } : {}) }));
  } catch {
    return; // the answer stands without them
  }
  if (!hits.length) return;
  const list = hits.map((hit) => {
    const text = hit.text.replace(/\s+/g, " ").trim();
    const place = [`《${hit.title}》`, ...hit.path].join(" › ");
    const link = citationLink(
      hit,
      actions,
      { class: "citation" },
      element(
        "span",
        { class: "citation-body" },
        element("span", { class: "path", text: place }),
        element("q", { class: "quote", text: text.length > LONGEST ? `${text.slice(0, LONGEST)}……` : text }),
      ),
    );
    return element("li", {}, link);
  });
  holder.append(element("p", { class: "hint", text: "相近的原文，不是答案：" }), element("ul", {}, ...list));
}
