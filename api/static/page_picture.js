// A page as it was printed or scanned, with the cited passage framed.

import { element } from "./dom.js";
import { respond } from "./server.js";

/**
 * @param {{doc_id: string}} data the document
 * @param {number} page from 1
 * @param {number[][]} boxes left, top, right, bottom as fractions of the page
 */
export async function showPage(data, page, boxes) {
  const close = element("button", { type: "button", class: "quiet", text: "关闭" });
  const holder = element("div", { class: "page-holder" }, element("p", { class: "hint", text: "正在打开……" }));
  const dialog = element(
    "dialog",
    { class: "page-dialog", "aria-labelledby": "page-title" },
    element("div", { class: "page-head" }, element("h2", { id: "page-title", text: `第 ${page} 页` }), close),
    holder,
  );
  let url = "";
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => { dialog.remove(); URL.revokeObjectURL(url); });
  document.body.append(dialog);
  dialog.showModal();
  try {
    const response = await respond(`/api/v1/documents/${encodeURIComponent(data.doc_id)}/pages/${page}`);
    url = URL.createObjectURL(await response.blob());
    const image = element("img", { src: url, alt: `第 ${page} 页的图像` });
    const frames = boxes.map((box) => frame(box));
    image.addEventListener("load", () => frames[0]?.scrollIntoView({ block: "center" }));
    holder.replaceChildren(image, ...frames);
  } catch (error) {
    holder.replaceChildren(element("p", { class: "notice error", role: "alert", text: error.message }));
  }
}

function frame([left, top, right, bottom]) {
  const node = element("div", { class: "page-frame" });
  node.style.left = `${left * 100}%`;
  node.style.top = `${top * 100}%`;
  node.style.width = `${(right - left) * 100}%`;
  node.style.height = `${(bottom - top) * 100}%`;
  return node;
}
