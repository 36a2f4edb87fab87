// Questions that the documents did not answer: how often, when last, done or not.

import { element } from "./dom.js";
import { download, request, sendJson } from "./server.js";

const list = document.querySelector("#questions");
const count = document.querySelector("#count");

async function refresh() {
  try {
    const data = await request("/api/v1/unanswered");
    const done = document.querySelector("input[name='shown']:checked").value === "done";
    const shown = data.questions.filter((question) => question.done === done);
    document.querySelector("#open-count").textContent = String(data.open);
    document.querySelector("#done-count").textContent = String(data.done);
    count.textContent = shown.length ? "" : `没有${done ? "已" : "未"}处理的问题。`;
    list.replaceChildren(...shown.map(entry));
  } catch (error) {
    fail(error);
  }
}

function entry({ question_id: id, question, times, last_asked: lastAsked, done }) {
  const mark = element("button", {
    type: "button",
    class: "quiet",
    text: done ? "改回未处理" : "已处理",
    "aria-label": `${done ? "改回未处理" : "标为已处理"}：${question}`,
    onclick: () => act(sendJson("PATCH", `/api/v1/unanswered/${id}`, { done: !done })),
  });
  const again = element("a", { class: "button quiet", href: `/?q=${encodeURIComponent(question)}`, text: "再问一次", "aria-label": `再问一次：${question}` });
  const remove = element("button", {
    type: "button",
    class: "quiet",
    text: "删除",
    "aria-label": `从清单中删除：${question}`,
    onclick: () => act(request(`/api/v1/unanswered/${id}`, { method: "DELETE" })),
  });
  return element(
    "li",
    {},
    element("div", { class: "times" }, String(times), element("span", { text: " 次" })),
    element(
      "div",
      {},
      element("p", { class: "question", text: question }),
      element("p", { class: "hint", text: `最近一次 ${new Date(lastAsked).toLocaleString("zh-CN")}` }),
    ),
    element("div", { class: "actions" }, mark, again, done ? remove : null),
  );
}

async function act(work) {
  try {
    await work;
    await refresh();
    document.querySelector("#main").focus();
  } catch (error) {
    fail(error);
  }
}

function fail(error) {
  count.textContent = "";
  list.replaceChildren(element("li", { class: "notice error", role: "alert", text: error.message }));
}

for (const choice of document.querySelectorAll("input[name='shown']")) choice.addEventListener("change", refresh);
document.querySelector("#export").addEventListener("click", () => download("/api/v1/unanswered?format=csv").catch(fail));
refresh();
