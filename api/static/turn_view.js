// One question with its answer, as it comes in and when it is complete.

import { answerNodes } from "./answer_text.js";
import { element, icon, iconButton } from "./dom.js";
import { fullMoment, momentWords } from "./moments.js";
import { nearest } from "./nearest.js";
import { sourceList, standingNotice } from "./sources.js";
import { turnActions } from "./turn_actions.js";

const LABELS = {
  not_found: ["search", "文件里没有找到"],
  refused: ["wrong", "不在可回答的范围内"],
  stopped: ["stop", "已停止，以下是停止前核对过的部分"],
  pending: ["wrong", "没有答完"],
  failed: ["wrong", "没有答成"],
};

export class TurnView {
  /**
   * @param {string} question
   * @param {object} actions cite, ask, edit, retry, filters, showError; or cite and `readOnly`
   */
  constructor(question, actions) {
    this.actions = { ...actions, cite: (citation, from, series = this.citations) => actions.cite(citation, from, series) };
    this.id = "";
    this.askedAt = "";
    this.said = "";
    this.citations = [];
    this.asked = element("li", { class: "turn question" });
    this.setQuestion(question);
    this.body = element("div", { class: "answer-text" });
    this.card = element("li", { class: "turn answer", "aria-busy": "true" });
  }

  /** @param {string} question */
  setQuestion(question) {
    this.question = question;
    const edit = this.actions.readOnly
      ? null
      : iconButton("edit", "改一改再问", () => this.actions.edit(this), { class: "plain edit" });
    this.asked.replaceChildren(...[edit, element("p", { text: question })].filter(Boolean));
  }

  /** Waiting for the first words. */
  wait() {
    this.said = "";
    this.citations = [];
    this.card.className = "turn answer busy";
    this.card.setAttribute("aria-busy", "true");
    this.card.removeAttribute("data-status");
    const dots = element("span", { class: "dots", "aria-hidden": "true" });
    this.card.replaceChildren(element("p", { class: "waiting", text: "正在查阅文件" }, dots));
  }

  /** @param {object} citation */
  addCitation(citation) {
    this.citations.push(citation);
  }

  /** @param {string} text a piece that has been verified */
  addSentence(text) {
    this.said += text;
    this.body.replaceChildren(...answerNodes(this.said, this.citations, this.actions));
    if (!this.body.isConnected) this.card.replaceChildren(this.body);
    this.card.classList.add("writing");
  }

  /** What came so far does not hold. */
  restart() {
    this.wait();
  }

  /**
   * Show a turn as it is kept.
   * @param {{turn_id: string, status: string, answer: object, asked_at?: string, verdict: string, reason: string}} turn
   */
  show(turn) {
    this.id = turn.turn_id;
    this.askedAt = turn.asked_at ?? this.askedAt;
    const answer = { answer: "", citations: [], suggestions: [], ...turn.answer };
    this.citations = answer.citations;
    this.card.className = `turn answer ${turn.status}`;
    this.card.setAttribute("aria-busy", "false");
    this.card.setAttribute("data-status", turn.status);
    this.body = element("div", { class: "answer-text" }, ...answerNodes(answer.answer, answer.citations, this.actions));
    this.card.replaceChildren(
      ...[
        statusLine(turn.status),
        understood(answer.question, this.question),
        standingNotice(answer.citations),
        this.body,
        turn.status === "failed" ? element("p", { class: "notice error", role: "alert", text: answer.detail ?? "" }) : null,
        answer.notice ? element("p", { class: "notice", text: answer.notice }) : null,
        answer.generated === "yes" ? element("p", { class: "hint", text: "由语言模型行文，已逐句与出处核对。" }) : null,
        answer.nearest ? nearest(answer.nearest, this.actions) : null,
        answer.citations.length ? sourceList(answer.citations, this.actions) : null,
        turnActions(turn, this, answer, this.askedAt ? when(this.askedAt) : null),
        this.actions.readOnly ? null : suggestions(answer.suggestions, this.actions),
      ].filter(Boolean),
    );
  }

  /** @param {string} message */
  fail(message) {
    this.show({ turn_id: this.id, status: "failed", answer: { detail: message }, verdict: "", reason: "" });
  }

  /** What is left when the asker stops: only what has been verified. */
  stop() {
    const answer = { answer: this.said, citations: this.citations };
    this.show({ turn_id: this.id, status: "stopped", answer, verdict: "", reason: "" });
  }
}

function when(iso) {
  return element("time", { class: "hint when", datetime: iso, title: `${fullMoment(iso)}提问`, text: momentWords(iso) });
}

function statusLine(status) {
  if (!LABELS[status]) return null;
  const [picture, text] = LABELS[status];
  return element("p", { class: "status" }, icon(picture), text);
}

function understood(completed, asked) {
  if (!completed || words(completed) === words(asked)) return null;
  return element("p", { class: "hint understood", text: `按此理解：${completed}` });
}

// Without width, blanks and punctuation: whether two questions say the same.
function words(question) {
  return question.normalize("NFKC").replace(/[\s\p{P}]/gu, "");
}

function suggestions(texts, actions) {
  if (!texts.length) return null;
  const buttons = texts.map((text) =>
    element("button", { type: "button", class: "suggestion", text, onclick: () => actions.ask(text) }),
  );
  return element("div", { class: "suggestions", role: "group", "aria-label": "可以接着问" }, ...buttons);
}
