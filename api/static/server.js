// Requests to the server. Errors carry the Chinese detail of the problem document; a key is asked for when needed.

import { element } from "./dom.js";

const KEY = "zhengda-key";

export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

export async function request(path, options = {}) {
  for (;;) {
    const key = sessionStorage.getItem(KEY);
    const headers = { ...options.headers, ...(key ? { "X-API-Key": key } : {}) };
    let response;
    try {
      response = await fetch(path, { ...options, headers });
    } catch {
      throw new Problem(0, "连不上服务，请检查网络，或确认服务正在运行。");
    }
    if (response.status === 401) {
      const entered = await askForKey(key !== null);
      if (entered === null) throw new Problem(401, "没有输入口令，操作没有进行。");
      sessionStorage.setItem(KEY, entered);
      continue;
    }
    if (!response.ok) throw new Problem(response.status, await problemDetail(response));
    return response.status === 204 ? null : response.json();
  }
}

export function postJson(path, body) {
  return request(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function problemDetail(response) {
  try {
    return (await response.json()).detail || `服务出错（${response.status}）。`;
  } catch {
    return `服务出错（${response.status}）。`;
  }
}

function askForKey(wrong) {
  return new Promise((resolve) => {
    const input = element("input", { type: "password", id: "key", autocomplete: "off", required: true });
    const cancel = element("button", { type: "button", class: "quiet", text: "取消" });
    const form = element(
      "form",
      { method: "dialog" },
      element("h2", { text: "需要口令" }),
      element("p", { text: wrong ? "口令不对，请重新输入。" : "这项操作需要口令，请向管理员索取。" }),
      element("label", { for: "key", text: "口令" }),
      input,
      element("div", { class: "buttons" }, cancel, element("button", { type: "submit", text: "确定" })),
    );
    const dialog = element("dialog", { class: "key-dialog" }, form);
    let answer = null;
    form.addEventListener("submit", () => { answer = input.value.trim() || null; });
    cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => { dialog.remove(); resolve(answer); });
    document.body.append(dialog);
    dialog.showModal();
  });
}
