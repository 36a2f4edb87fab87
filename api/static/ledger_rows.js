// Lines of the ledger: what each says, whose it is, and where it stands.

import { element } from "./dom.js";

export const KINDS = { responsibility: "责任", target: "指标", deadline: "期限" };
const ROLES = [["lead", "牵头"], ["bodies", "责任"], ["supporting", "配合"]];
const NAMED_ROLES = { lead: "牵头", responsible: "责任", supporting: "配合" };
const BEHIND_THE_FIGURE = new Set(["以上", "以下", "以内", "之内", "左右", "上下"]);

/** @param {string} name */
export function bodyUrl(name) {
  return `/bodies/${encodeURIComponent(name)}`;
}

/** The figure of a target as people write it: 60个以上, 不少于60个. */
function figure({ value, unit, comparator, attribute }) {
  const words = BEHIND_THE_FIGURE.has(comparator) ? `${value}${unit}${comparator}` : `${comparator}${value}${unit}`;
  return attribute ? `${words}（${attribute}）` : words;
}

/** When a line is due, in the document's words. */
export function timeOf(row) {
  return row.due || row.period || "";
}

/** The task or figure, and the sentence that opens in the document. */
export function matter(row) {
  const said = row.kind === "target" ? row.statement || `${row.subject} ${figure(row)}` : row.subject;
  return [
    element("p", { class: "matter", title: said, text: said }),
    element(
      "a",
      { class: "sentence", href: row.url, title: "在原文中打开这一句" },
      row.sentence.replace(/\s+/g, " ").trim(),
    ),
  ];
}

/** The bodies of a line's duty, each a link to its own page. */
export function unitNodes(row) {
  return ROLES.filter(([field]) => row[field].length).map(([field, label]) =>
    element(
      "p",
      { class: "units" },
      field === "bodies" && !row.lead.length ? null : element("span", { class: "role", text: label }),
      ...row[field].flatMap((name, place) => [place ? "、" : "", element("a", { href: bodyUrl(name), text: name })]),
    ),
  );
}

/** In which part and under which name the body asked for stands, where it is written otherwise than asked. */
export function namedNode(row, asked) {
  const others = (row.named ?? []).filter(({ name }) => name !== asked);
  if (!asked || !others.length) return null;
  const words = others.map(({ role, name }) => `${NAMED_ROLES[role]}（${name}）`).join("；");
  return element("p", { class: "hint", text: words });
}

/** The document and the headings above the line. */
export function sourceNodes(row) {
  return [
    element("a", { class: "source", href: row.url, text: row.title }),
    " ",
    element("span", { class: "hint", text: row.path.join(" › ") }),
  ];
}

/**
 * @param {object} row as GET /api/v1/ledger gives it
 * @param {string} asked the body asked for, or ""
 */
export function tableRow(row, asked) {
  const cell = (label, ...content) => element("td", { "data-label": label }, ...content);
  return element(
    "tr",
    {},
    cell("类别", element("span", { class: `kind ${row.kind}`, text: KINDS[row.kind] })),
    cell("事项", ...matter(row)),
    cell("责任单位", ...unitNodes(row), namedNode(row, asked)),
    cell("期限", timeOf(row)),
    cell("出处", ...sourceNodes(row)),
  );
}
