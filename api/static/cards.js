// The pieces of the conversation: question, answer with citations, waiting, error.

import { documentUrl, element } from "./dom.js";

// A longer list of sources starts folded; the numbers in the answer open each of them.
const UNFOLDED_SOURCES = 8;
const LABELS = { not_found: "文件里没有找到", refused: "不在可回答的范围内" };

export function questionCard(question) {
  return element("li", { class: "turn question" }, element("p", { text: question }));
}

export function busyCard() {
  return element("li", { class: "turn answer busy" }, element("p", { role: "status", text: "正在查阅文件……" }));
}

export function errorCard(message) {
  return element("li", { class: "turn" }, element("p", { class: "notice error", role: "alert", text: message }));
}

// `actions.cite(citation)` may open the document beside the chat; it returns false where the link should do it.
export function answerCard(answer, asked, actions) {
  const card = element("li", { class: `turn answer ${answer.status}`, "data-status": answer.status });
  if (LABELS[answer.status]) card.append(element("p", { class: "status", text: LABELS[answer.status] }));
  if (words(answer.question) !== words(asked)) {
    card.append(element("p", { class: "hint", text: `按此理解：${answer.question}` }));
  }
  card.append(answerText(answer, actions));
  if (answer.notice) card.append(element("p", { class: "hint", text: answer.notice }));
  if (answer.generated === "yes") card.append(element("p", { class: "hint", text: "由语言模型行文，已逐句与出处核对。" }));
  if (answer.citations.length) card.append(citationList(answer.citations, actions));
  if (answer.suggestions.length) card.append(suggestions(answer.suggestions, actions));
  return card;
}

// Without width, blanks and punctuation: whether two questions say the same.
function words(question) {
  return question.normalize("NFKC").replace(/[\s\p{P}]/gu, "");
}

function answerText(answer, actions) {
  const byNumber = new Map(answer.citations.map((citation) => [String(citation.n), citation]));
  const text = element("div", { class: "answer-text" });
  // Splitting on a group gives text and numbers in turn.
  answer.answer.split(/\[(\d+)\]/).forEach((part, index) => {
    const citation = index % 2 ? byNumber.get(part) : undefined;
    if (citation) text.append(reference(citation, actions));
    else if (part) text.append(index % 2 ? `[${part}]` : part);
  });
  return text;
}

function reference(citation, actions) {
  const link = citationLink(citation, actions, { class: "reference", text: String(citation.n) });
  link.setAttribute("aria-label", `出处 ${citation.n}：${citation.title}`);
  return link;
}

function citationLink(citation, actions, attributes, ...children) {
  const href = documentUrl(citation.doc_id, citation.start, citation.end);
  const link = element("a", { href, target: "_blank", rel: "noopener", ...attributes }, ...children);
  link.addEventListener("click", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (plain && actions.cite(citation, link)) event.preventDefault();
  });
  return link;
}

function citationList(citations, actions) {
  const list = element("ol", { class: "citations" });
  for (const citation of citations) {
    const source = [citation.number, citation.issuer].filter(Boolean).join(" · ");
    const head = element(
      "span",
      { class: "citation-head" },
      element("span", { class: "number", text: String(citation.n) }),
      element("span", { class: "citation-title", text: citation.page ? `${citation.title}（第 ${citation.page} 页）` : citation.title }),
    );
    const link = citationLink(
      citation,
      actions,
      { class: "citation" },
      head,
      citation.path.length ? element("span", { class: "path", text: citation.path.join(" › ") }) : null,
      element("q", { class: "quote", text: citation.text }),
      source ? element("span", { class: "hint", text: source }) : null,
    );
    list.append(element("li", {}, link));
  }
  const summary = element("summary", { text: `出处（${citations.length}）` });
  return element("details", { class: "sources", open: citations.length <= UNFOLDED_SOURCES }, summary, list);
}

function suggestions(texts, actions) {
  const buttons = texts.map((text) =>
    element("button", { type: "button", class: "suggestion", text, onclick: () => actions.ask(text) }),
  );
  return element("div", { class: "suggestions", role: "group", "aria-label": "可以接着问" }, ...buttons);
}
