// Links to a clause that can be passed on: a button beside each numbered clause copies its address.

import { copyText } from "./clipboard.js";
import { icon, iconButton } from "./dom.js";

const LINKED = new Set(["title", "heading", "item", "annex", "table_row"]);

/** @param {import("./document_view.js").DocumentView} view */
export function addClauseLinks(view) {
  for (const leaf of view.leaves) {
    if (!leaf.entry || !LINKED.has(leaf.entry.kind) || leaf.node.tagName !== "DIV") continue;
    const { start, end, number, heading } = leaf.entry;
    const button = iconButton("link", `复制“${number}${heading}”的链接`, async () => {
      const done = await copyText(`${location.origin}${location.pathname}#${start}-${end}`);
      button.replaceChildren(icon(done ? "right" : "wrong"));
      setTimeout(() => button.replaceChildren(icon("link")), 2000);
    });
    button.classList.add("clause-link");
    leaf.content.parentElement.append(button);
  }
}
