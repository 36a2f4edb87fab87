// The key that the office gives to readers or editors: asked for once, kept until the browser is closed.

import { element } from "./dom.js";

const KEY = "zhengda-key";

export function keyHeaders() {
  const key = sessionStorage.getItem(KEY);
  return key ? { "X-API-Key": key } : {};
}

/** @param {string} key */
export function keepKey(key) {
  sessionStorage.setItem(KEY, key);
}

export function forgetKey() {
  sessionStorage.removeItem(KEY);
}

/**
 * Ask for a key; null when the person gives none.
 * @param {boolean} wrong whether one was given already
 * @returns {Promise<string | null>}
 */
export function askForKey(wrong) {
  return new Promise((resolve) => {
    const input = element("input", { type: "password", id: "key", autocomplete: "off", required: true });
    const cancel = element("button", { type: "button", class: "quiet", text: "取消" });
    const form = element(
      "form",
      { method: "dialog" },
      element("h2", { id: "key-title", text: "需要口令" }),
      element("p", { text: wrong ? "口令不对，请重新输入。" : "这项操作需要口令，请向管理员索取。" }),
      element("label", { for: "key", text: "口令" }),
      input,
      element("div", { class: "buttons" }, cancel, element("button", { type: "submit", text: "确定" })),
    );
    const dialog = element("dialog", { "aria-labelledby": "key-title" }, form);
    let answer = null;
    form.addEventListener("submit", () => { answer = input.value.trim() || null; });
    cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => { dialog.remove(); resolve(answer); });
    document.body.append(dialog);
    dialog.showModal();
  });
}
