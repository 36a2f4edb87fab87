// A stretch of the text in one element: a line or a table cell, with marks painted over it.

import { element } from "./dom.js";

export class Leaf {
  /**
   * @param {string} text the whole text
   * @param {HTMLElement} content where the stretch is written
   * @param {HTMLElement} node what holds it: the line or the cell
   * @param {number} start
   * @param {number} end
   */
  constructor(text, content, node, start, end) {
    this.text = text;
    this.content = content;
    this.node = node;
    this.start = start;
    this.end = end;
    this.entry = undefined;
    /** @type {Map<string, {start: number, end: number}[]>} */
    this.marks = new Map();
    content.textContent = text.slice(start, end);
  }

  /** @param {string} name */
  has(name) {
    return this.marks.has(name);
  }

  /** @param {string} name @param {{start: number, end: number}[]} spans those outside the leaf are cut off */
  setMarks(name, spans) {
    const own = spans
      .map((span) => ({ start: Math.max(span.start, this.start), end: Math.min(span.end, this.end) }))
      .filter((span) => span.start < span.end);
    if (own.length) this.marks.set(name, own);
    else this.marks.delete(name);
    this.paint();
  }

  /** Write the stretch anew, cut wherever a mark begins or ends. */
  paint() {
    const all = [...this.marks].flatMap(([name, spans]) => spans.map((span) => ({ name, ...span })));
    const cuts = [...new Set([this.start, this.end, ...all.flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b);
    const pieces = [];
    for (let index = 0; index + 1 < cuts.length; index += 1) {
      const [from, to] = [cuts[index], cuts[index + 1]];
      const names = all.filter((span) => span.start <= from && to <= span.end).map((span) => span.name);
      const text = this.text.slice(from, to);
      const focusable = names.includes("cited") ? "-1" : null;
      pieces.push(names.length ? element("mark", { class: names.join(" "), tabindex: focusable, "data-start": from, text }) : text);
    }
    this.content.replaceChildren(...pieces);
  }
}
