// The key that the office gives to readers or editors: asked for once, kept until the browser is closed.

import { ask } from "./dialogs.js";
import { element } from "./dom.js";

const KEY = "zhengda-key";

export function keyHeaders() {
  const key = sessionStorage.getItem(KEY);
  return key ? { "X-API-Key": key } : {};
}

export function forgetKey() {
  sessionStorage.removeItem(KEY);
}

let asking = null;

/**
 * Ask for a key and keep it; requests that need one at the same time share one question.
 * @param {boolean} wrong whether one was given already
 * @returns {Promise<boolean>} whether the person gave one
 */
export function askForKey(wrong) {
  asking ??= prompt(wrong).then((key) => {
    asking = null;
    if (key) sessionStorage.setItem(KEY, key);
    return Boolean(key);
  });
  return asking;
}

function prompt(wrong) {
  const input = element("input", { type: "password", id: "key", autocomplete: "off", required: true });
  const content = [
    element("p", { text: wrong ? "口令不对，请重新输入。" : "这项操作需要口令，请向管理员索取。" }),
    element("label", { for: "key", text: "口令" }),
    input,
  ];
  return ask("需要口令", content, "确定", () => input.value.trim());
}
