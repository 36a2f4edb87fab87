// A document in the list: what was understood of it, and what can be done with it.

import { STATUS_NAMES, describe, element, labelledButton } from "./dom.js";
import { request } from "./server.js";

const FACT_KINDS = { responsibility: "责任", target: "指标", deadline: "期限", member: "名单", definition: "定义", enumeration: "组成" };
const FIELD_NAMES = {
  title: "标题", issuer: "发文机关", number: "文号", issued: "印发日期", effective: "施行日期", expires: "失效日期",
  places: "地方", years: "年份", kind: "文种",
};

/** @param {string} docId */
export function documentPath(docId) {
  return `/api/v1/documents/${encodeURIComponent(docId)}`;
}

/**
 * @param {object} record as GET /api/v1/documents gives it
 * @param {Record<string, (record: object) => void>} actions
 */
export function documentCard(record, actions) {
  const title = record.metadata.title || record.name;
  const withdrawn = record.status === "withdrawn";
  const named = (icon, words, run) => labelledButton(icon, words, () => run(record), { "aria-label": `${words}《${title}》` });
  const buttons = withdrawn
    ? [named("retry", "恢复", actions.restore)]
    : [
        named("edit", "改正", actions.amend),
        named("plus", "换新版", actions.replace),
        named("download", "下载原件", actions.original),
        named("retry", "重新读取", actions.reparse),
        named("trash", "撤下", actions.withdraw),
      ];
  return element(
    "li",
    { class: "record", "data-id": record.doc_id },
    withdrawn
      ? element("span", { class: "document-title", text: title })
      : element("a", { class: "document-title", href: `/documents/${encodeURIComponent(record.doc_id)}`, text: title }),
    element(
      "p",
      { class: "hint" },
      element("span", { class: `badge ${record.status}`, text: STATUS_NAMES[record.status] ?? record.status }),
      record.version > 1 ? `第 ${record.version} 版 · ` : "",
      describe(record.metadata) || "机关、文号、日期没有读到",
    ),
    record.standing.reason ? element("p", { class: "hint", text: record.standing.reason }) : null,
    withdrawn ? null : understood(record),
    element("div", { class: "actions" }, ...buttons),
  );
}

/** What was read from the document, looked up when it is unfolded. */
function understood(record) {
  const details = element(
    "details",
    { class: "understood" },
    element("summary", { text: `${record.name} · ${record.characters} 字 · ${record.clauses} 条款 · ${record.facts} 条事实` }),
  );
  details.addEventListener("toggle", async () => {
    if (!details.open || details.children.length > 1) return;
    try {
      details.append(await summaryOf(record.doc_id));
    } catch (error) {
      details.append(element("p", { class: "notice error", role: "alert", text: error.message }));
    }
  });
  return details;
}

/**
 * Everything that was understood of a document, as a list of terms.
 * @param {string} docId
 */
export async function summaryOf(docId) {
  const [data, found] = await Promise.all([
    request(documentPath(docId)),
    request(`/api/v1/facts?doc_id=${encodeURIComponent(docId)}`),
  ]);
  const counts = Object.entries(FACT_KINDS)
    .map(([kind, name]) => [name, found.facts.filter((fact) => fact.kind === kind).length])
    .filter(([, count]) => count);
  const depth = Math.max(0, ...data.outline.map((entry) => entry.path.length));
  const lines = Object.entries(FIELD_NAMES).map(([field, name]) => {
    const value = [data.metadata[field]].flat().join("、");
    return [name, (value || "没有读到") + (data.corrected.includes(field) ? "（已改正）" : "")];
  });
  lines.push(
    ["目录", `${data.outline.filter((entry) => entry.heading).length} 个标题，最深 ${depth} 级`],
    ["事实", counts.map(([name, count]) => `${name} ${count}`).join("，") || "没有读到"],
    ...data.warnings.map((warning) => ["提醒", warning]),
  );
  return element("dl", { class: "summary" }, ...lines.flatMap(([term, text]) => [element("dt", { text: term }), element("dd", { text })]));
}
