// A link under which others in the office may read a conversation.

import { copyText } from "./clipboard.js";
import { ask } from "./dialogs.js";
import { element } from "./dom.js";
import { request } from "./server.js";

/**
 * Share a conversation as it is now, and show the link; it can be taken back at once.
 * @param {string} path of the conversation in the interface
 */
export async function shareConversation(path) {
  const { share_id: name } = await request(`${path}/share`, { method: "POST" });
  const address = `${location.origin}/shared/${name}`;
  const box = element("input", { id: "share-link", type: "text", readonly: true, value: address });
  box.addEventListener("focus", () => box.select());
  const said = element("p", { class: "hint", role: "status" });
  const copy = element("button", { type: "button", text: "复制链接", onclick: async () => {
    said.textContent = (await copyText(address)) ? "已复制。" : "没有复制成，请选中链接自行复制。";
  } });
  const back = element("button", { type: "button", class: "quiet danger", text: "收回链接", onclick: async () => {
    try {
      await request(`${path}/share`, { method: "DELETE" });
      box.value = "";
      copy.disabled = back.disabled = true;
      said.textContent = "已收回，这个链接打不开了。";
    } catch (error) {
      said.textContent = error.message;
    }
  } });
  const content = [
    element("p", { text: "能打开本系统的人，凭这个链接可以看到现有的问答，不能改。以后问的不在其中，再分享一次才加上。" }),
    element("label", { for: "share-link", text: "链接" }),
    box,
    element("div", { class: "share-actions" }, copy, back),
    said,
  ];
  await ask("分享对话", content, "完成", () => true, { cancellable: false });
}
