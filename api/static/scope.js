// Where to look: places, years and documents that narrow the questions, shown as chips above the box.

import { ask } from "./dialogs.js";
import { element, icon } from "./dom.js";

const MANY = 8; // choices that are seen at a glance
const EMPTY = { places: [], years: [], doc_ids: [] };

export class Scope {
  /** @param {() => Promise<object[]>} documents records of the library */
  constructor(documents) {
    this.documents = documents;
    this.records = [];
    this.filters = { ...EMPTY };
    this.chips = document.querySelector("#scope-chips");
    this.button = document.querySelector("#scope-open");
    this.button.addEventListener("click", () => this.choose());
  }

  /** What the server takes, undefined where nothing narrows. */
  value() {
    const { places, years, doc_ids: docIds } = this.filters;
    return places.length || years.length || docIds.length ? this.filters : undefined;
  }

  async set(filters) {
    this.filters = { ...EMPTY, ...filters };
    this.records = await this.documents();
    this.show();
  }

  show() {
    const titles = new Map(this.records.map((record) => [record.doc_id, record.metadata.title || record.name]));
    const chips = Object.entries(this.filters).flatMap(([field, values]) =>
      values.map((value) => this.chip(field, value, field === "doc_ids" ? titles.get(value) ?? "已撤下的文件" : nameOf(field, value))),
    );
    this.chips.replaceChildren(...chips);
    this.button.setAttribute("aria-pressed", String(chips.length > 0));
  }

  chip(field, value, label) {
    const remove = element(
      "button",
      { type: "button", class: "chip", title: `去掉“${label}”`, "aria-label": `去掉范围“${label}”` },
      element("span", { text: label }),
      icon("close"),
    );
    remove.addEventListener("click", () => {
      this.filters = { ...this.filters, [field]: this.filters[field].filter((other) => other !== value) };
      this.show();
      this.button.focus();
    });
    return element("li", {}, remove);
  }

  async choose() {
    this.records = await this.documents();
    const places = [...new Set(this.records.flatMap((record) => record.metadata.places))];
    const years = [...new Set(this.records.flatMap((record) => record.metadata.years))].sort((one, other) => other - one);
    const groups = [
      this.group("地方", "places", places.map((place) => [place, place])),
      this.group("年份", "years", years.map((year) => [year, `${year}年`])),
      this.group("文件", "doc_ids", this.records.map((record) => [record.doc_id, record.metadata.title || record.name])),
    ];
    const note = element("p", { class: "hint", text: "不选即不限。只影响以后的提问。" });
    const chosen = await ask("在哪里找", [note, ...groups.map(({ node }) => node)], "确定", () =>
      Object.fromEntries(groups.map(({ field, read }) => [field, read()])),
    );
    if (chosen === null) return;
    this.filters = chosen;
    this.show();
  }

  group(legend, field, options) {
    const boxes = options.map(([value, label], index) => {
      const box = element("input", { type: "checkbox", id: `${field}-${index}`, checked: this.filters[field].includes(value) });
      return { value, box, line: element("label", { class: "choice", for: `${field}-${index}` }, box, label) };
    });
    const node = element(
      "fieldset",
      { class: "scope-group", hidden: options.length === 0 },
      element("legend", { text: legend }),
      options.length > MANY ? finder(legend, boxes.map(({ line }) => line)) : null,
      element("div", { class: "choices" }, ...boxes.map(({ line }) => line)),
    );
    return { field, node, read: () => boxes.filter(({ box }) => box.checked).map(({ value }) => value) };
  }
}

/** A field that leaves those of the lines in view that hold the words typed. */
function finder(legend, lines) {
  const input = element("input", { type: "search", class: "finder", autocomplete: "off", placeholder: `找${legend}`, "aria-label": `找${legend}` });
  input.addEventListener("input", () => {
    const words = input.value.trim();
    for (const line of lines) line.hidden = !line.textContent.includes(words) && !line.querySelector("input").checked;
  });
  return input;
}

function nameOf(field, value) {
  return field === "years" ? `${value}年` : value;
}
