// Server-sent events of an answer. EventSource can only GET, so the stream is read by hand.

import { jsonBody, Problem, respond } from "./server.js";

/**
 * Post a question and hand each event to the listener of its name.
 * @param {object} body as POST /api/v1/chat takes it
 * @param {Record<string, (data: any) => void>} listeners
 * @param {AbortSignal} signal
 */
export async function streamChat(body, listeners, signal) {
  const response = await respond("/api/v1/chat", { method: "POST", signal, ...jsonBody(body) });
  let ended = false;
  for await (const { name, data } of events(response.body)) {
    if (name === "error") throw new Problem(data.status, data.detail);
    if (name === "final") ended = true;
    listeners[name]?.(data);
  }
  if (!ended) throw new Problem(0, "连接中断，答案没有收全，请重试。");
}

/**
 * The events of a stream of bytes, each with its JSON data.
 * @param {ReadableStream<Uint8Array>} stream
 */
async function* events(stream) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let waiting = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      waiting += decoder.decode(value, { stream: true });
      const blocks = waiting.split("\n\n");
      waiting = blocks.pop();
      for (const block of blocks) {
        const name = /^event: (.*)$/m.exec(block)?.[1];
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (name && data) yield { name, data: JSON.parse(data) };
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
