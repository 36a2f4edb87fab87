// The outline at the side: where the reader is, stays marked.

import { element } from "./dom.js";

const SHOWN = new Set(["title", "heading", "item", "annex"]);

/**
 * @param {HTMLElement} box
 * @param {object[]} outline entries as the server gives them
 * @param {import("./document_view.js").DocumentView} view
 */
export function fillOutline(box, outline, view) {
  const entries = outline.filter((entry) => SHOWN.has(entry.kind) && (entry.number + entry.heading).trim());
  const depths = new Map();
  const links = new Map();
  const lines = entries.map((entry) => {
    const label = entry.number + entry.heading;
    // The title is the root of everything and takes no indent.
    const depth = entry.kind === "title" ? 0 : Math.min((depths.get(entry.parent) ?? 0) + 1, 4);
    depths.set(entry.index, depth);
    const link = element("a", { href: `#${entry.start}`, text: label, title: label });
    const leaf = view.leafAt(entry.start) ?? view.leafAt(entry.start + 1);
    if (leaf) links.set(leaf.node, link);
    return element("li", { class: `depth-${depth}` }, link);
  });
  box.replaceChildren(lines.length ? element("ul", {}, ...lines) : element("p", { class: "hint", text: "这份文件没有分章节。" }));
  follow(box, links);
}

/** Mark the entry that the middle of the window lies in. */
function follow(box, links) {
  const nodes = [...links.keys()];
  let waiting = false;
  const update = () => {
    waiting = false;
    const passed = nodes.filter((node) => node.getBoundingClientRect().top < window.innerHeight * 0.5);
    const current = links.get(passed.at(-1) ?? nodes[0]);
    if (!current || current.getAttribute("aria-current")) return;
    box.querySelector("[aria-current]")?.removeAttribute("aria-current");
    current.setAttribute("aria-current", "location");
    const outer = box.closest("nav");
    const top = current.offsetTop - outer.clientHeight / 2;
    if (getComputedStyle(outer).overflowY === "auto") outer.scrollTop = top;
  };
  window.addEventListener("scroll", () => {
    if (!waiting) requestAnimationFrame(update);
    waiting = true;
  }, { passive: true });
  update();
}
