// The chat: questions, answers with numbered citations, and the cited document beside them.

import { answerCard, busyCard, errorCard, questionCard } from "./cards.js";
import { element } from "./dom.js";
import { closePanel, openPanel } from "./panel.js";
import { postJson, request } from "./server.js";

const MAX_TURNS = 12;
const turns = document.querySelector("#turns");
const form = document.querySelector("#ask");
const box = document.querySelector("#question");
const button = form.querySelector("button");
const welcome = document.querySelector("#welcome");
const messages = [];
let busy = false;

async function ask(question) {
  if (busy || !question.trim()) return;
  busy = true;
  button.disabled = true;
  welcome.hidden = true;
  const waiting = busyCard();
  turns.append(questionCard(question), waiting);
  waiting.scrollIntoView({ block: "end" });
  messages.push({ role: "user", content: question });
  try {
    const answer = await postJson("/api/v1/ask", { messages: messages.slice(-MAX_TURNS + 1) });
    messages.push({ role: "assistant", content: answer.answer });
    waiting.replaceWith(answerCard(answer, question, { cite: openPanel, ask }));
  } catch (error) {
    // The turn did not happen: the next question must not refer to it.
    messages.pop();
    waiting.replaceWith(errorCard(error.message));
    box.value = box.value || question;
  }
  busy = false;
  button.disabled = false;
  resize();
  turns.lastElementChild.previousElementSibling.scrollIntoView({ block: "start" });
  box.focus({ preventScroll: true });
}

function resize() {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 180)}px`;
}

function submit() {
  const question = box.value;
  if (busy || !question.trim()) return;
  box.value = "";
  resize();
  ask(question.trim());
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
box.addEventListener("input", resize);
box.addEventListener("keydown", (event) => {
  // Enter that confirms a word of the input method does not send.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closePanel();
});

async function fillWelcome() {
  const holder = document.querySelector("#holdings");
  try {
    const data = await request("/api/v1/documents");
    if (!data.total) {
      holder.replaceChildren(
        element("p", {}, "文档库还是空的，请先", element("a", { href: "/documents", text: "导入文档" }), "。"),
      );
      return;
    }
    const shown = data.documents.slice(0, 8).map((record) =>
      element(
        "li",
        {},
        element("a", {
          href: `/documents/${encodeURIComponent(record.doc_id)}`,
          text: record.metadata.title || record.name,
        }),
      ),
    );
    holder.replaceChildren(
      element("h2", { text: `可查的文件（${data.total} 份）` }),
      element("ul", { class: "holdings" }, ...shown),
    );
    if (data.total > shown.length) holder.append(element("a", { href: "/documents", text: "查看全部" }));
  } catch (error) {
    holder.replaceChildren(element("p", { class: "notice error", role: "alert", text: error.message }));
  }
}

fillWelcome();
