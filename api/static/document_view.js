// A document's text as it was read, with a span highlighted; used by its own page and by the chat's side panel.

import { element } from "./dom.js";
import { unitOffsets } from "./offsets.js";

const HEADINGS = new Set(["title", "heading", "annex"]);

export class DocumentView {
  constructor(container, data) {
    this.container = container;
    this.text = data.text;
    this.units = unitOffsets(data.text);
    this.outline = data.outline;
    this.paragraphs = [];
    this.marked = [];
    this.render();
  }

  render() {
    const kinds = new Map(this.outline.map((entry) => [this.units(entry.start), entry]));
    const article = element("article", { class: "document-text", lang: "zh-CN" });
    let start = 0;
    for (const line of this.text.split("\n")) {
      const indent = line.length - line.trimStart().length;
      if (line.trim()) {
        const entry = kinds.get(start) ?? kinds.get(start + indent);
        const heading = entry !== undefined && HEADINGS.has(entry.kind);
        const paragraph = element("p", { class: heading ? `line ${entry.kind}` : "line", text: line });
        this.paragraphs.push({ node: paragraph, start, end: start + line.length });
        article.append(paragraph);
      }
      start += line.length + 1;
    }
    this.container.replaceChildren(article);
  }

  // Original offsets, in characters; an empty span only scrolls.
  show(span, smooth = false) {
    const start = this.units(span.start);
    const end = this.units(span.end);
    this.clear();
    const marks = this.paragraphs
      .filter((paragraph) => Math.max(start, paragraph.start) < Math.min(end, paragraph.end))
      .map((paragraph) => this.mark(paragraph, Math.max(start, paragraph.start), Math.min(end, paragraph.end)));
    const target = marks[0] ?? this.paragraphs.find((paragraph) => paragraph.end >= start)?.node;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const block = start === end ? "start" : "center";
    target?.scrollIntoView({ block, behavior: smooth && !still ? "smooth" : "auto" });
    return target;
  }

  mark(paragraph, from, to) {
    const mark = element("mark", { class: "cited", tabindex: "-1", text: this.text.slice(from, to) });
    paragraph.node.replaceChildren(
      this.text.slice(paragraph.start, from),
      mark,
      this.text.slice(to, paragraph.end),
    );
    this.marked.push(paragraph);
    return mark;
  }

  clear() {
    for (const paragraph of this.marked) {
      paragraph.node.textContent = this.text.slice(paragraph.start, paragraph.end);
    }
    this.marked = [];
  }
}
