// Correcting what was understood of a document, and setting its status by hand.

import { ask } from "./dialogs.js";
import { documentPath } from "./document_card.js";
import { STATUS_NAMES, element } from "./dom.js";
import { sendJson } from "./server.js";

const FIELDS = [
  ["title", "标题", ""],
  ["issuer", "发文机关", ""],
  ["number", "文号", ""],
  ["issued", "印发日期", "如 2024-02-07"],
  ["effective", "施行日期", "如 2024-03-01"],
  ["expires", "失效日期", ""],
  ["places", "地方", "由大到小，用顿号隔开"],
  ["years", "年份", "用顿号隔开，如 2024、2025"],
  ["kind", "文种", "如 实施方案"],
];
const SEPARATORS = /[、，,;；\s]+/;

/**
 * Let a person correct a document; gives the new record, or null when nothing changed.
 * @param {object} record
 * @param {object[]} others records that may have replaced it
 */
export async function amend(record, others) {
  const inputs = FIELDS.map(([field, label, hint]) => {
    const value = [record.metadata[field]].flat().join("、");
    const id = `amend-${field}`;
    // Titles are long: two lines show most of them whole.
    const input = field === "title"
      ? element("textarea", { id, rows: "2", maxlength: "200", required: true, text: value })
      : element("input", { id, type: "text", value, maxlength: "200", placeholder: hint });
    return { field, value, input, nodes: [element("label", { for: id, text: label }), input] };
  });
  const status = select("amend-status", [["auto", "按文件自动判断"], ...Object.entries(STATUS_NAMES).filter(([name]) => name !== "withdrawn")]);
  status.value = record.standing.manual ? record.status : "auto";
  const by = select("amend-by", [["", "——"], ...others.map((other) => [other.doc_id, other.metadata.title || other.name])]);
  by.value = record.standing.manual ? record.standing.by : "";
  const reason = element("input", { id: "amend-reason", type: "text", maxlength: "200", value: record.standing.manual ? record.standing.reason : "" });
  const content = [
    ...inputs.flatMap(({ nodes }) => nodes),
    element("label", { for: "amend-status", text: "状态" }),
    status,
    element("label", { for: "amend-by", text: "被哪份文件取代或废止" }),
    by,
    element("label", { for: "amend-reason", text: "设定状态的理由" }),
    reason,
    element("p", { class: "hint", text: "改正在再次导入同样的文件时保留；只改状态不影响原文。" }),
  ];
  const before = standingOf(status, by, reason);
  const chosen = await ask("改正", content, "保存", () => ({
    metadata: Object.fromEntries(inputs.filter(({ input, value }) => input.value.trim() !== value).map(({ field, input }) => [field, valueOf(field, input.value)])),
    standing: standingOf(status, by, reason),
  }));
  if (chosen === null) return null;
  const body = {};
  if (Object.keys(chosen.metadata).length) body.metadata = chosen.metadata;
  if (JSON.stringify(chosen.standing) !== JSON.stringify(before)) Object.assign(body, chosen.standing);
  return Object.keys(body).length ? sendJson("PATCH", documentPath(record.doc_id), body) : null;
}

function select(id, options) {
  return element("select", { id }, ...options.map(([value, text]) => element("option", { value, text })));
}

function standingOf(status, by, reason) {
  if (status.value === "auto") return { status: "auto" };
  return { status: status.value, by: by.value, reason: reason.value.trim() };
}

function valueOf(field, text) {
  const parts = text.split(SEPARATORS).filter(Boolean);
  if (field === "places") return parts;
  return field === "years" ? parts.map((part) => Number.parseInt(part, 10)) : text.replace(/\s*\n\s*/g, "").trim();
}
