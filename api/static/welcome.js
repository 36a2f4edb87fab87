// The empty conversation: what is held, and questions that it answers.

import { element } from "./dom.js";
import { request } from "./server.js";

/**
 * @param {HTMLElement} examples
 * @param {HTMLElement} holdings
 * @param {() => Promise<object[]>} documents
 * @param {(question: string) => void} ask
 */
export async function fillWelcome(examples, holdings, documents, ask) {
  const records = await documents();
  if (!records.length) {
    holdings.replaceChildren("还没有收录文件，请先", element("a", { href: "/documents", text: "导入文件" }), "。");
    return;
  }
  holdings.replaceChildren(
    "已收录 ",
    element("a", { href: "/documents", text: `${records.length} 份文件` }),
    "，点左下“范围”可只问其中几份。",
  );
  const { examples: questions } = await request("/api/v1/examples");
  examples.replaceChildren(
    element(
      "ul",
      { class: "examples", "aria-label": "可以这样问" },
      ...questions.map((question) =>
        element("li", {}, element("button", { type: "button", class: "example", text: question, onclick: () => ask(question) })),
      ),
    ),
  );
}
