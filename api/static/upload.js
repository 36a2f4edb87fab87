// One file on its way in: sent with its progress, then followed stage by stage until the server has answered.

import { element } from "./dom.js";
import { askForKey, forgetKey, keyHeaders } from "./key.js";
import { Problem, request } from "./server.js";

const STAGES = {
  waiting: "等前一份完成",
  reading: "读取文字、结构和事实",
  encoding: "计算向量",
  keeping: "保存",
  indexing: "更新索引",
};
const ASKING_PAUSE = 400; // milliseconds

/** The line that shows how far a file is. */
export class UploadLine {
  /** @param {string} name */
  constructor(name) {
    this.bar = element("progress", { max: "1", value: "0", "aria-label": `${name} 的进度` });
    this.words = element("span", { class: "stage", text: "等待" });
    this.node = element("li", { class: "upload-line" }, element("strong", { text: name }), this.words, this.bar);
  }

  sent(share) {
    this.bar.value = share;
    this.words.textContent = `上传 ${Math.round(share * 100)}%`;
  }

  /** @param {{stage: string, file: string, done: number, total: number}} state */
  stage({ stage, file, done, total }) {
    if (!STAGES[stage]) return;
    if (total) this.bar.value = done / total;
    else this.bar.removeAttribute("value"); // how long a stage takes is not known
    const which = file ? `第 ${done + 1} 个，共 ${total} 个：${file}，` : "";
    this.words.textContent = `${which}${STAGES[stage]}……`;
  }

  /** @param {"done" | "error"} kind @param {...(Node | string | null)} content */
  end(kind, ...content) {
    this.bar.remove();
    this.words.remove();
    this.node.className = `notice ${kind}`;
    this.node.append(...content.filter(Boolean));
  }
}

/**
 * Send a file; asks for a key where the server wants one.
 * @param {"POST" | "PUT"} method
 * @param {string} path
 * @param {File} file
 * @param {UploadLine} line
 * @returns {Promise<object>} the server's answer
 */
export async function upload(method, path, file, line) {
  for (;;) {
    const given = keyHeaders();
    const { status, body } = await send(method, path, file, line, given);
    if (status >= 200 && status < 300) return body;
    if (status !== 401) throw new Problem(status, body?.detail ?? `服务出错（${status}）。`);
    if (keyHeaders()["X-API-Key"] !== given["X-API-Key"]) continue;
    forgetKey();
    if (!(await askForKey("X-API-Key" in given))) throw new Problem(401, "没有输入口令，操作没有进行。");
  }
}

function send(method, path, file, line, key) {
  const name = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const form = new FormData();
  form.append("file", file);
  // Only this old interface tells how much of a body has been sent.
  const connection = new XMLHttpRequest();
  let timer = 0;
  const follow = async () => {
    try {
      line.stage(await request(`/api/v1/uploads/${name}`));
    } catch {
      return; // the upload itself tells what is wrong
    }
    if (timer !== null) timer = setTimeout(follow, ASKING_PAUSE);
  };
  return new Promise((resolve, reject) => {
    connection.open(method, path);
    connection.responseType = "json";
    for (const [header, value] of Object.entries({ ...key, "X-Upload-Id": name })) connection.setRequestHeader(header, value);
    connection.upload.addEventListener("progress", (event) => { if (event.lengthComputable) line.sent(event.loaded / event.total); });
    connection.upload.addEventListener("load", () => { timer = setTimeout(follow, ASKING_PAUSE); });
    connection.addEventListener("loadend", () => {
      clearTimeout(timer);
      timer = null;
      if (connection.status) resolve({ status: connection.status, body: connection.response });
      else reject(new Problem(0, "连不上服务，请检查网络，或确认服务正在运行。"));
    });
    connection.send(form);
  });
}
