// Requests to the server. Errors carry the Chinese detail of the problem document; a key is asked for when needed.

import { askForKey, forgetKey, keyHeaders } from "./key.js";

export class Problem extends Error {
  /** @param {number} status @param {string} detail */
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/**
 * A response without error; asks for a key where the server wants one.
 * @param {string} path
 * @param {RequestInit} options
 * @returns {Promise<Response>}
 */
export async function respond(path, options = {}) {
  for (;;) {
    const given = keyHeaders();
    let response;
    try {
      response = await fetch(path, { ...options, headers: { ...options.headers, ...given } });
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new Problem(0, "连不上服务，请检查网络，或确认服务正在运行。");
    }
    if (response.status !== 401) {
      if (!response.ok) throw new Problem(response.status, await problemDetail(response));
      return response;
    }
    // Another request may have been given a key meanwhile.
    if (keyHeaders()["X-API-Key"] !== given["X-API-Key"]) continue;
    forgetKey();
    if (!(await askForKey("X-API-Key" in given))) throw new Problem(401, "没有输入口令，操作没有进行。");
  }
}

/** The JSON of a response; null where there is none. */
export async function request(path, options = {}) {
  const response = await respond(path, options);
  return response.status === 204 ? null : response.json();
}

/** @param {string} method @param {string} path @param {unknown} body */
export function sendJson(method, path, body) {
  return request(path, { method, ...jsonBody(body) });
}

/** @param {unknown} body @returns {RequestInit} */
export function jsonBody(body) {
  return { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

/** Save what an address gives as a file, under the name that the server says; a plain link could not carry a key. */
export async function download(path) {
  const response = await respond(path);
  const named = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("Content-Disposition") ?? "");
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = named ? decodeURIComponent(named[1]) : "";
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

async function problemDetail(response) {
  try {
    return (await response.json()).detail || `服务出错（${response.status}）。`;
  } catch {
    return `服务出错（${response.status}）。`;
  }
}
