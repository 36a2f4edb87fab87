// Where nothing was found: the passage that comes nearest, as it stands in its document.

import { citationLink } from "./answer_text.js";
import { element } from "./dom.js";

/**
 * @param {object} citation the passage, which bears no answer
 * @param {{cite: (citation: object, from: HTMLElement) => void}} actions
 */
export function nearest(citation, actions) {
  const link = citationLink(
    citation,
    actions,
    { class: "citation" },
    element(
      "span",
      { class: "citation-body" },
      element("span", { class: "path", text: [`《${citation.title}》`, ...citation.path].join(" › ") }),
      element("q", { class: "quote", text: citation.text.trim() }),
    ),
  );
  return element("div", { class: "nearest" }, element("p", { class: "hint", text: "最接近的原文，不是答案：" }), link);
}
