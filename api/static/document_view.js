// A document as it reads: paragraphs, headings, tables, page numbers; used by its own page and beside the chat.

import { element, iconButton } from "./dom.js";
import { Leaf } from "./leaf.js";
import { unitOffsets } from "./offsets.js";
import { showPage } from "./page_picture.js";

const PICTURED = new Set(["pdf", "image"]);
const STYLED = new Set(["title", "heading", "annex", "furniture", "closing", "contents"]);

export class DocumentView {
  /**
   * @param {HTMLElement} container
   * @param {{text: string, outline: object[], blocks: object[]}} data offsets count characters
   */
  constructor(container, data) {
    this.text = data.text;
    this.units = unitOffsets(data.text);
    this.clauses = new Map(data.outline.map((entry) => [this.units(entry.start), entry]));
    /** @type {Leaf[]} in the order of the text */
    this.leaves = [];
    /** @type {{start: number, end: number} | null} */
    this.cited = null;
    const article = element("article", { class: "document-text", lang: "zh-CN" });
    let page = null;
    for (const block of data.blocks) {
      if (block.page !== null && block.page !== page) {
        page = block.page;
        article.append(this.pageLine(page, data));
      }
      article.append(...(block.kind === "table" ? [this.table(block)] : this.lines(block)));
    }
    container.replaceChildren(article);
  }

  /** The line between two pages; where the page can be drawn, a button shows it with the cited passage framed. */
  pageLine(page, data) {
    const look = PICTURED.has(data.format)
      ? iconButton("document", `看第 ${page} 页的图像`, () => showPage(data, page, this.citedBoxes(page, data)))
      : null;
    return element("div", { class: "page-number" }, element("span", { text: `第 ${page} 页` }), look);
  }

  citedBoxes(page, data) {
    const cited = this.cited;
    const within = (block) => cited && this.units(block.start) < cited.end && this.units(block.end) > cited.start;
    return data.blocks.filter((block) => block.page === page && block.box && within(block)).map((block) => block.box);
  }

  lines(block) {
    const nodes = [];
    let start = this.units(block.start);
    for (const line of this.text.slice(start, this.units(block.end)).split("\n")) {
      if (line.trim()) nodes.push(this.paragraph(line, start, block));
      start += line.length + 1;
    }
    return nodes;
  }

  paragraph(line, start, block) {
    const entry = this.clauses.get(start) ?? this.clauses.get(start + line.length - line.trimStart().length);
    const style = entry && STYLED.has(entry.kind) ? entry.kind : block.kind === "heading" ? "heading" : "";
    const depth = style === "heading" ? ` level-${Math.min(entry?.level || block.level || 1, 4)}` : "";
    // For those who move from heading to heading by ear; the title of the page is the first level.
    const spoken = style === "heading" || style === "annex" ? { role: "heading", "aria-level": "2" } : {};
    const text = element("span", { class: "line-text", ...spoken });
    const node = element("div", { class: `line ${style}${depth}` }, element("div", { class: "line-body" }, text));
    const leaf = new Leaf(this.text, text, node, start, start + line.length);
    leaf.entry = entry;
    this.leaves.push(leaf);
    return node;
  }

  table(block) {
    const rows = new Map();
    for (const cell of block.cells) {
      if (!rows.has(cell.row)) rows.set(cell.row, element("tr"));
      const node = element(cell.header ? "th" : "td", {
        rowspan: cell.row_span > 1 ? String(cell.row_span) : null,
        colspan: cell.column_span > 1 ? String(cell.column_span) : null,
        scope: cell.header ? "col" : null,
      });
      this.leaves.push(new Leaf(this.text, node, node, this.units(cell.start), this.units(cell.end)));
      rows.get(cell.row).append(node);
    }
    const body = element("tbody", {}, ...[...rows.keys()].sort((one, other) => one - other).map((row) => rows.get(row)));
    // Wide tables scroll by themselves, also with the keyboard.
    return element("div", { class: "table-box", tabindex: "0", role: "group", "aria-label": "表格" }, element("table", {}, body));
  }

  /**
   * Highlight a span and bring it into view; an empty span only scrolls.
   * @param {{start: number, end: number}} span in characters
   * @returns {HTMLElement | undefined}
   */
  show(span) {
    const start = this.units(span.start);
    const end = this.units(span.end);
    this.cited = { start, end };
    this.mark("cited", [this.cited]);
    const place = this.leaves.find((leaf) => leaf.end > start) ?? this.leaves.at(-1);
    const target = place?.node.querySelector("mark.cited") ?? place?.node;
    target?.scrollIntoView({ block: start === end ? "start" : "center" });
    return target;
  }

  /**
   * Mark stretches; those of the same name marked before are cleared.
   * @param {string} name "cited", "found" or "fact"
   * @param {{start: number, end: number}[]} spans in units of the text, in order
   * @returns {HTMLElement[][]} the marks of each span: one that runs over lines has several
   */
  mark(name, spans) {
    const touched = this.leaves.filter(
      (leaf) => leaf.has(name) || spans.some((span) => span.start < leaf.end && span.end > leaf.start),
    );
    for (const leaf of touched) leaf.setMarks(name, spans);
    const marks = touched.flatMap((leaf) => [...leaf.content.querySelectorAll(`mark.${name}`)]);
    const within = (mark, span) => span.start <= Number(mark.dataset.start) && Number(mark.dataset.start) < span.end;
    let next = 0;
    return spans.map((span) => {
      const own = [];
      while (next < marks.length && within(marks[next], span)) own.push(marks[next++]);
      return own;
    });
  }

  /** The leaf that holds a place. @param {number} offset in characters */
  leafAt(offset) {
    const at = this.units(offset);
    return this.leaves.find((leaf) => leaf.start <= at && at < leaf.end);
  }
}
