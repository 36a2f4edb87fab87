// What can be done with an answer: copy it with its sources, ask again, say whether it is right.

import { plainText } from "./answer_text.js";
import { copyText } from "./clipboard.js";
import { ask } from "./dialogs.js";
import { element, icon, labelledButton } from "./dom.js";
import { nearPassages } from "./passages.js";
import { sendJson, request } from "./server.js";

const REASONS = ["数字或日期不对", "单位不对", "没答到点上", "不完整", "文件里有，却说没有", "出处不对"];

/**
 * @param {{turn_id: string, status: string, verdict: string}} turn
 * @param {import("./turn_view.js").TurnView} view
 * @param {object} answer
 * @param {HTMLElement | null} when the time of the question
 */
export function turnActions(turn, view, answer, when) {
  const row = element("div", { class: "turn-actions", role: "group", "aria-label": "对这个答案" });
  if (answer.answer) row.append(copyButton(view.question, answer));
  if (view.actions.readOnly) {
    row.append(...[when].filter(Boolean));
    return row;
  }
  row.append(
    labelledButton("retry", "重新回答", () => view.actions.retry(view), { class: "plain retry" }),
    passagesButton(view, answer),
  );
  if (turn.turn_id && ["answered", "not_found", "refused"].includes(turn.status)) row.append(...verdicts(turn, view));
  if (when) row.append(when);
  return row;
}

function passagesButton(view, answer) {
  let shown = null;
  const button = labelledButton("search", "相关原文", async () => {
    if (shown) {
      shown.remove();
      shown = null;
    } else {
      try {
        shown = await nearPassages(answer.question || view.question, view.actions);
        button.parentElement.after(shown);
        shown.scrollIntoView({ block: "nearest" });
      } catch (error) {
        view.actions.showError(error.message);
      }
    }
    button.setAttribute("aria-expanded", String(shown !== null));
  }, { class: "plain near", title: "看与问题相近的原文", "aria-expanded": "false" });
  return button;
}

function copyButton(question, answer) {
  const show = (name, text) => button.replaceChildren(icon(name), element("span", { text }));
  const button = labelledButton("copy", "复制", async () => {
    const done = await copyText(plainText(question, answer));
    if (done) show("right", "已复制");
    else show("wrong", "没有复制成");
    setTimeout(() => show("copy", "复制"), 2500);
  }, { class: "plain copy", title: "复制答案和出处" });
  return button;
}

function verdicts(turn, view) {
  const right = labelledButton("right", "答得对", () => say("right"), { class: "plain right" });
  const wrong = labelledButton("wrong", "有问题", () => say("wrong"), { class: "plain wrong" });
  const thanks = element("span", { class: "hint", role: "status" });
  show(turn.verdict);

  function show(verdict) {
    right.setAttribute("aria-pressed", String(verdict === "right"));
    wrong.setAttribute("aria-pressed", String(verdict === "wrong"));
  }

  async function say(verdict) {
    const path = `/api/v1/turns/${turn.turn_id}/feedback`;
    try {
      if (turn.verdict === verdict) {
        await request(path, { method: "DELETE" });
        turn.verdict = "";
        thanks.textContent = "已撤回";
      } else {
        const reason = verdict === "wrong" ? await askReason() : "";
        if (reason === null) return;
        await sendJson("PUT", path, { verdict, reason });
        turn.verdict = verdict;
        thanks.textContent = "已记下，谢谢";
      }
    } catch (error) {
      view.actions.showError(error.message);
    }
    show(turn.verdict);
  }
  return [right, wrong, thanks];
}

/** @returns {Promise<string | null>} null when the person thinks better of it */
function askReason() {
  const text = element("textarea", { id: "reason", rows: "3", maxlength: "800", placeholder: "应该是怎样的？（可不填）" });
  const choices = REASONS.map((reason, index) => {
    const box = element("input", { type: "checkbox", id: `reason-${index}`, value: reason });
    return { box, line: element("label", { class: "choice", for: `reason-${index}` }, box, reason) };
  });
  const content = [
    element("p", { class: "hint", text: "问题和答案会连同理由一起交给办公室查看。" }),
    element("div", { class: "choices" }, ...choices.map(({ line }) => line)),
    element("label", { for: "reason", text: "说明" }),
    text,
  ];
  return ask("哪里有问题？", content, "提交", () => {
    const chosen = choices.filter(({ box }) => box.checked).map(({ box }) => box.value);
    return [...chosen, text.value.trim()].filter(Boolean).join("；");
  });
}
