// Short questions to the person at the screen, in the page's own look.

import { element } from "./dom.js";

/**
 * @param {string} title
 * @param {(HTMLElement | null)[]} content
 * @param {string} confirm what the button that goes on says
 * @param {() => any} value what to give when it is pressed
 * @param {{danger?: boolean, cancellable?: boolean}} look
 * @returns {Promise<any>} null when cancelled
 */
export function ask(title, content, confirm, value, { danger = false, cancellable = true } = {}) {
  return new Promise((resolve) => {
    const cancel = element("button", { type: "button", class: "quiet", text: "取消", hidden: !cancellable });
    const form = element(
      "form",
      { method: "dialog" },
      element("h2", { id: "dialog-title", text: title }),
      ...content,
      element(
        "div",
        { class: "buttons" },
        cancel,
        element("button", { type: "submit", class: danger ? "danger" : null, text: confirm }),
      ),
    );
    const dialog = element("dialog", { "aria-labelledby": "dialog-title" }, form);
    let answer = null;
    form.addEventListener("submit", () => { answer = value(); });
    cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => { dialog.remove(); resolve(answer); });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** @returns {Promise<boolean>} */
export async function confirmAction(title, text, confirm) {
  return (await ask(title, [element("p", { text })], confirm, () => true, { danger: true })) === true;
}

/** @returns {Promise<string | null>} */
export function promptText(title, label, value, maxlength) {
  const input = element("input", { id: "dialog-text", type: "text", value, maxlength: String(maxlength), required: true });
  return ask(title, [element("label", { for: "dialog-text", text: label }), input], "确定", () => input.value.trim());
}
