// What askers said of answers, with question and answer, for the office.

import { answerNodes } from "./answer_text.js";
import { documentUrl, element } from "./dom.js";
import { request } from "./server.js";
import { sourceList } from "./sources.js";

const choice = document.querySelector("#verdict");
const count = document.querySelector("#count");
const list = document.querySelector("#entries");
const actions = { cite: (citation) => window.open(documentUrl(citation.doc_id, citation.start, citation.end)) };

async function refresh() {
  try {
    const data = await request(`/api/v1/feedback?verdict=${choice.value}`);
    count.textContent = `有问题 ${data.wrong} 条，答得对 ${data.right} 条`;
    list.replaceChildren(...data.feedback.map(entry));
  } catch (error) {
    count.textContent = "";
    list.replaceChildren(element("li", { class: "notice error", role: "alert", text: error.message }));
  }
}

function entry({ verdict, reason, said_at: saidAt, question, answer }) {
  const citations = answer.citations ?? [];
  return element(
    "li",
    { class: verdict },
    element("h2", { text: question }),
    element("p", { class: "hint", text: `${verdict === "right" ? "答得对" : "有问题"} · ${new Date(saidAt).toLocaleString("zh-CN")}` }),
    reason ? element("p", { class: "reason", text: reason }) : null,
    element("div", { class: "answer-text" }, ...answerNodes(answer.answer ?? "", citations, actions)),
    citations.length ? sourceList(citations, actions) : null,
  );
}

choice.addEventListener("change", refresh);
refresh();
