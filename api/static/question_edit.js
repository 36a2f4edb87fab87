// A question changed in its place and asked again.

import { element } from "./dom.js";

/**
 * Put a form where the question stands.
 * @param {HTMLElement} holder what shows the question
 * @param {string} question
 * @param {boolean} followed whether other questions come behind it
 * @param {(question: string) => void} ask
 */
export function editQuestion(holder, question, followed, ask) {
  if (holder.querySelector("form")) return;
  const before = [...holder.childNodes];
  const box = element("textarea", { rows: "2", maxlength: "2000", required: true, "aria-label": "改问题" });
  box.value = question;
  const close = () => {
    holder.classList.remove("editing");
    holder.replaceChildren(...before);
    holder.querySelector(".edit")?.focus();
  };
  const submit = () => {
    const changed = box.value.trim();
    if (!changed) return;
    close();
    ask(changed);
  };
  const form = element(
    "form",
    {},
    box,
    followed ? element("p", { class: "hint", text: "重新提问后，这一问以后的问答会一并去掉。" }) : null,
    element(
      "div",
      { class: "buttons" },
      element("button", { type: "button", class: "quiet", text: "取消", onclick: close }),
      element("button", { type: "submit", text: "重新提问" }),
    ),
  );
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    }
  });
  holder.classList.add("editing");
  holder.replaceChildren(form);
  box.focus();
  box.setSelectionRange(question.length, question.length);
}
